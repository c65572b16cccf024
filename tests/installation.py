"""A desk as it runs in earnest: its own processes, its own data folder, a real database."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DURABLE = (
    "-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=on -c synchronous_commit=on"
    " -c shared_buffers=128MB -c max_connections=40"
)
HERE = "127.0.0.1"


@dataclass
class Installation:
    """A desk's settings as its environment, and the programs that run of it."""

    data: Path
    environment: dict[str, str] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @classmethod
    def at(cls, data: Path, url: str = "", **settings: str) -> Installation:
        """One that keeps its data in a folder, and listens on this machine."""
        told = {
            "config": "",
            "data": str(data),
            "database_url": url,
            "book": "examples/copperline",
            "mail_address": "help@copperline.example",
            "listen": f"{HERE}:{free_port()}",
            "mail_per_hour": "1000000",
            **settings,
        }
        environment = {f"DOABLE_{name.upper()}": value for name, value in told.items()}
        return cls(data, {**environment, "DJANGO_SETTINGS_MODULE": "doable.project.settings"})

    @property
    def address(self) -> str:
        """Where its pages are."""
        return self.environment["DOABLE_LISTEN"]

    def enter(self) -> None:
        """Make this process one of its programs."""
        for name in [name for name in os.environ if name.startswith("DOABLE_")]:
            del os.environ[name]
        os.environ.update(self.environment)
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        import django  # noqa: PLC0415 - reads the environment

        django.setup()

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start one of its programs, such as `serve`, in a process group of its own."""
        others = {name: value for name, value in os.environ.items() if not name.startswith("DOABLE_")}
        with (self.data / f"{words[0]}.log").open("ab") as log:
            self.running[words[0]] = subprocess.Popen(
                [str(Path(sys.executable).with_name("doable")), *words],
                env={**others, **self.environment, "OPENBLAS_NUM_THREADS": "1"},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return self.running[words[0]]

    def wait_for_pages(self, seconds: float = 90) -> None:
        """Wait until it answers."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                if get(self.address, "/healthz")[0] == 200:
                    return
            if self.running["serve"].poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError((self.data / "serve.log").read_text()[-3000:])

    def end(self) -> None:
        """End all its programs."""
        for program in self.running.values():
            if program.poll() is None:
                program.terminate()
        for program in self.running.values():
            try:
                program.wait(timeout=20)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()
        self.running.clear()


def get(address: str, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    """What a page answers."""
    connection = HTTPConnection(address, timeout=30)
    try:
        connection.request("GET", path, headers=headers or {})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def free_port() -> int:
    """A port on this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])


def megabytes(pid: int) -> float:
    """What a process and its children hold of memory, each shared page divided by those who share it."""
    held = 0
    for one in [pid, *_children(pid)]:
        with contextlib.suppress(OSError):
            text = Path(f"/proc/{one}/smaps_rollup").read_text()
            held += next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    return held / 1024


def seconds_of(pid: int) -> float:
    """How long a process and its children have worked on a processor."""
    ticks = 0
    for one in [pid, *_children(pid)]:
        with contextlib.suppress(OSError):
            ticks += sum(map(int, Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in task.read_text().split():
                found += [int(child), *_children(int(child))]
    return found


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    path = Path(tempfile.mkdtemp(prefix="doable-desk-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL server that writes to the disk as one in earnest does: its URL."""
    from tests.postgres import start_postgres, stop  # noqa: PLC0415 - it needs pytest

    with folder() as place:
        try:
            yield start_postgres(place, DURABLE)
        finally:
            stop(place)
