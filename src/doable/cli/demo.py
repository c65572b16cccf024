"""`doable demo`: the example company's desk, opened on an ordinary morning."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from doable.cli.console import out
from doable.cli.installation import prepare, set_up, stop
from doable.cli.records import load_records
from doable.cli.serve import run_server
from doable.cli.tour import COMPANY, tour

if TYPE_CHECKING:
    from doable.project.demonstrating import Login

MARK = "made-by-doable-demo"


def demo(
    *,
    examples: Annotated[
        Path, typer.Option("--examples", help="The folder that holds the example companies.")
    ] = Path("examples"),
    print_: Annotated[
        bool, typer.Option("--print", help="Show the example in the terminal, without a desk.")
    ] = False,
    only: Annotated[
        str | None, typer.Option("--only", help="One message in the terminal, by its id.", show_default=False)
    ] = None,
    listen: Annotated[str, typer.Option("--listen", help="Address and port of the desk.")] = "127.0.0.1:8000",
    data: Annotated[Path, typer.Option("--data", help="The folder for the demo's records.")] = Path(
        "data/demo"
    ),
    keep: Annotated[bool, typer.Option("--keep", help="Go on with the records of the last demo.")] = False,
) -> None:
    """Open the example company's desk: 48 customers have written, and three people can sign in.

    The logins are made anew each time and printed here. Replies leave by SMTP to a mail server of the
    demo's own, which keeps them in the data folder; nothing leaves this machine.

    Example:

      doable demo --listen 127.0.0.1:8001

    Exit codes: 0 ended as asked, 2 the example is not there or the port is taken.
    """
    if print_ or only:
        tour(examples, only)
        return
    company = examples / COMPANY
    if not (company / "book.yaml").is_file():
        stop(
            f"there is no example `{company}`", "run it where the examples are, or name them with --examples"
        )
    _begin(company, data, listen, keep=keep)
    set_up(tables=False)
    from doable.project.postbox import Postbox

    with out.status("Opening the desk: the book, the customers, the mail of the day ..."):
        book = prepare()
        logins = _filled(company, keep=keep)
    with Postbox(data / "sent") as postbox:
        _tell(book, listen, logins, postbox.folder)
        run_server(listen, 1, worker=True)


def _begin(company: Path, data: Path, listen: str, *, keep: bool) -> None:
    """A folder of the demo's own, and settings that keep everything on this machine."""
    if data.exists() and not keep:
        if any(data.iterdir()) and not (data / MARK).exists():
            stop(f"`{data}` holds something else than a demo", "name another folder with --data")
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    (data / MARK).touch()
    from doable.project.postbox import free_port

    for name in [name for name in os.environ if name.startswith("DOABLE_")]:
        del os.environ[name]
    os.environ.update(
        DOABLE_CONFIG="",
        DOABLE_DATA=str(data),
        DOABLE_BOOK=str(company),
        DOABLE_LISTEN=listen,
        DOABLE_BASE_URL=f"http://{listen}",
        DOABLE_MAIL_ADDRESS="help@copperline.example",
        DOABLE_MAIL_OWN_DOMAINS="copperline.example",
        DOABLE_SMTP_URL=f"smtp://127.0.0.1:{free_port()}",
        DOABLE_DEMO="true",
    )


def _filled(company: Path, *, keep: bool) -> tuple[Login, ...]:
    from django.utils import timezone

    from doable.desk.models import Case
    from doable.project import demonstrating

    now = timezone.now()
    if not (keep and Case.objects.exists()):
        records = load_records(company / "records")
        lines = (company / "demo" / "messages.jsonl").read_text("utf-8").splitlines()
        messages = [cast("dict[str, object]", json.loads(line)) for line in lines if line.strip()]
        demonstrating.fill(records, messages, now=now)
    return demonstrating.logins(now=now)


def _tell(book: str, listen: str, logins: tuple[Login, ...], sent: Path) -> None:
    """Where the desk is, and who can sign in."""
    lines = [f"\n{book}: the desk is open at [bold]http://{listen}/[/]\n"]
    for login in logins:
        lines += [
            f"  [bold]{login.person.name}[/], {login.does}",
            f"    e-mail    {login.person.email}",
            f"    password  {login.password}",
        ]
        if login.codes:
            lines += [
                f"    code      {login.codes[0]}   (asked for after the password; each works once)",
                f"    more      {'  '.join(login.codes[1:])}",
            ]
        lines.append("")
    lines += [
        f"Replies are kept in [bold]{sent}[/]. A new message: [bold]http://{listen}/new/[/]",
        "The same in the terminal: [bold]doable demo --print[/]. Ctrl+C closes the desk.\n",
    ]
    out.print("\n".join(lines), highlight=False, soft_wrap=True)
