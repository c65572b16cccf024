"""`doable serve`: the desk in the browser, with its worker beside it."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from doable.cli.console import out
from doable.cli.installation import prepare, set_up, stop

# Not named like a setting: what begins with DOABLE_ is one.
WORKER = "WORKER_BESIDE_DOABLE"


def serve(
    *,
    worker: Annotated[
        bool,
        typer.Option(help="Do the background work in the same process; else run `doable work` beside it."),
    ] = True,
) -> None:
    """Serve the desk: make its tables, take in the book, answer pages, and do the background work.

    Settings come from `doable.toml` and from the environment (DOABLE_...).

    Example:

      DOABLE_BOOK=examples/copperline doable serve

    Exit codes: 0 ended as asked, 2 the settings, the book or the database can't be used.
    """
    set_up(tables=False)
    from django.conf import settings

    configured = settings.DOABLE
    if worker and configured.web_workers > 1:
        stop(
            "several web processes can't share one worker", "add --no-worker and run `doable work` beside it"
        )
    book = prepare()
    out.print(f"{book} is in force. The desk is at {configured.base_url}", highlight=False, soft_wrap=True)
    if not worker:
        out.print("Mail and replies wait for `doable work`.")
    run_server(configured.listen, configured.web_workers, worker=worker)


def run_server(listen: str, workers: int, *, worker: bool) -> None:
    """Answer pages until told to stop."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.errors import ConfigurationError

    host, _, port = listen.rpartition(":")
    _see_free(listen, host.strip("[]"), port)
    os.environ[WORKER] = "1" if worker else ""
    try:
        Granian(
            "doable.project.wsgi:application",
            address=host.strip("[]"),
            port=int(port),
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=4,
            respawn_failed_workers=True,
            websockets=False,
            log_access=False,
            log_level="warning",  # type: ignore[arg-type]  # an enum of these words
        ).serve()
    except (OSError, ConfigurationError, ValueError, RuntimeError) as trouble:
        stop(f"can't listen on `{listen}`: {trouble}", "see the setting `listen`")


def _see_free(listen: str, host: str, port: str) -> None:
    """Leave where somebody listens there already: the server itself would share the port with them."""
    import socket

    try:
        found = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(found[0], found[1]) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(found[4])
            probe.listen()
    except (OSError, ValueError, OverflowError) as trouble:
        stop(f"can't listen on `{listen}`: {trouble}", "see the setting `listen`; is a desk running already?")
