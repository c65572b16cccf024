"""Telling what went wrong in a job, without what nobody may read."""

from __future__ import annotations

import re
import traceback
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

_FRAMES = 6
_LONGEST = 500
_HIDDEN = "***"
_SECRETS = (
    (re.compile(r"(?<=://)\S*@"), f"{_HIDDEN}@"),
    (
        re.compile(
            r"(?i)\b(\w*(?:passw\w*|secret\w*|token|api_?key)\W{1,4}|(?:bearer|basic)\s+)[^\s'\",;)]+"
        ),
        rf"\1{_HIDDEN}",
    ),
)


def tell_error(error: BaseException, *, now: datetime) -> dict[str, str]:
    """An error as it is kept with its job: what, where, when; the code's places, never its values."""
    kind = type(error)
    return {
        "at": now.isoformat(),
        "error": f"{kind.__module__}.{kind.__qualname__}",
        "message": without_secrets(str(error))[:_LONGEST],
        "traceback": "\n".join(
            f"{'/'.join(PurePath(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__, limit=-_FRAMES)
        ),
    }


def without_secrets(text: str) -> str:
    """A text without passwords in URLs, and without what follows words like `password`."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text
