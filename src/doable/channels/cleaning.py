"""Text from outside without what breaks a line, a database or a reader's eye."""

from __future__ import annotations

import re

_CONTROLS = {code: None for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t\x85"}
# Marks that turn the order of what follows around: they make one name look like another.
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_INVISIBLE = dict.fromkeys(
    [
        0xAD,
        0x34F,
        0x61C,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x2060, 0x2065),
        *range(0x206A, 0x2070),
        0xFEFF,
    ]
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")


def clean_line(text: str) -> str:
    """One line, for a subject or a name: breaks and runs of space collapsed, control characters gone."""
    spaced = " ".join(_SURROGATE.sub("�", text).split())
    return " ".join(spaced.translate(_CONTROLS | _TURNING).split())


def clean_text(text: str) -> str:
    """Lines with `\\n` between them, without control characters, which no database takes."""
    return _SURROGATE.sub("�", _BREAKS.sub("\n", text)).translate(_CONTROLS)


def without_invisible(text: str) -> str:
    """The text without characters that take no room or turn the order of reading around."""
    return text.translate(_INVISIBLE | _TURNING)
