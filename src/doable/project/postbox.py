"""The demo's own mail server: real SMTP on this machine, every mail kept as a file, none sent on."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiosmtpd.controller import Controller
from django.conf import settings

if TYPE_CHECKING:
    from pathlib import Path

    from aiosmtpd.smtp import SMTP, Envelope, Session


def free_port() -> int:
    """A port on this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Postbox:
    """Takes mail at the address that the settings send to, while it is open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        address = urlsplit(settings.DOABLE.smtp_url)
        self._controller = Controller(self, hostname=address.hostname or "127.0.0.1", port=address.port or 25)

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Keep one mail."""
        number = len(list(self.folder.glob("*.eml"))) + 1
        content = envelope.original_content or b""
        (self.folder / f"{number:04d}.eml").write_bytes(content)
        return "250 kept"

    def __enter__(self) -> Postbox:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._controller.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._controller.stop()
