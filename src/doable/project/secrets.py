"""The key that signs sessions and links: given, or made once and kept where only the owner reads."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from doable.project.configuration import WrongSetting

if TYPE_CHECKING:
    from pathlib import Path


def secret_key(given: str, data: Path) -> str:
    """The key given, else the one in the data folder, which is made at first use."""
    if given:
        return given
    path = data / "secret_key"
    try:
        if not path.exists():
            _make(path)
        key = path.read_text("ascii").strip()
    except (OSError, ValueError) as trouble:
        raise WrongSetting(
            "data", f"`{data}` can't be used: {trouble}", "name a folder that the desk may write to"
        ) from None
    if not key:
        raise WrongSetting("data", f"`{path}` is empty", "remove it, so that a new key is made")
    return key


def _make(path: Path) -> None:
    """Write a new key beside its place and move it there whole; of two processes the first one's counts."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        os.link(new, path)
    except FileExistsError:
        pass
    finally:
        new.unlink(missing_ok=True)
