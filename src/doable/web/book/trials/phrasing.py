"""Examples that were found, as people read them: facts by their names in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from doable.workbench.showing.wording import fact_label, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_OPEN, _CLOSE = mark_safe("<code>"), mark_safe("</code>")
_NAME = re.compile(r"`([a-z_]+(?:\.[a-z_0-9]+)+)`")


def in_words(said: Iterable[str]) -> list[str]:
    """What is known in an example, a line each."""
    named = (_NAME.sub(lambda found: fact_label(found[1]).lower(), each) for each in said)
    lines = [each.replace("_", " ").replace("`", "") for each in named]
    return [line[:1].upper() + line[1:] for line in lines]


def marked(said: str) -> SafeString:
    """A sentence in which the book's own names stand out; with one full stop at its end."""
    text = f"{said[:1].upper()}{said[1:]}".rstrip(".") + "."
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return format_html("{}", text)
    return format_html_join(
        "", "{}{}{}", ((_OPEN, each, _CLOSE) if at % 2 else ("", each, "") for at, each in enumerate(pieces))
    )


def outcome(came: Mapping[str, Any], currency: str) -> list[str]:
    """What an answer comes to besides its verdict, a line each."""
    granted = [f"{title(str(name)).lower()} {value}" for name, value in came["granted"]]
    lines = [f"Grants {', '.join(granted)}"] if granted else []
    if came["charge"] is not None:
        lines.append(f"For a charge of {came['charge']} {currency}")
    if came["approvals"]:
        lines.append(f"Once approved by {' and '.join(came['approvals'])}")
    if came["plan"]:
        lines.append(f"Step by step: {', then '.join(came['plan'])}")
    return lines
