"""Icons and marks as shapes on a grid of 16, drawn by hand in one weight of line (`drawings.svg`)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_SHEET: Final = Path(__file__).with_name("drawings.svg")
_SHAPES: Final = dict(re.findall(r'<g id="(\w+)">(.*?)</g>', _SHEET.read_text("utf-8")))
NAMES: Final = tuple(_SHAPES)


def icon(name: str, classes: str = "icon") -> SafeString:
    """The drawing of that name, left out for screen readers: words stand beside it."""
    return format_html(
        '<svg class="{}" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5"'
        ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>',
        classes,
        mark_safe(_SHAPES[name]),
    )


def ladder(step: int, steps: int = 5) -> SafeString:
    """Five bars that rise, filled up to a step."""
    bars = "".join(
        f'<rect class="{"on" if place <= step else "off"}" x="{(place - 1) * 4.5 + 0.5}"'
        f' y="{12 - 2.2 * place:.1f}" width="3" height="{2.2 * place + 1:.1f}" rx="0.75"/>'
        for place in range(1, steps + 1)
    )
    return format_html(
        '<svg viewBox="0 0 22 14" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(bars),
    )
