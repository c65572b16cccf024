"""A message and what was read from it, as a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from doable.cli.console import out
from doable.policy.deciding.notation import show_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable import Message, Understanding

_BAR = 4
_FEELING = {
    "calm": "green",
    "disappointed": "yellow",
    "frustrated": "yellow",
    "angry": "red",
    "leaving": "red",
}


def print_message(message: Message) -> None:
    """The message itself, with a line down its left side."""
    for line in message.text.splitlines():
        for part in Text(line).wrap(out, out.width - _BAR):
            out.print(f"  [cyan]│[/] {escape(part.plain.rstrip())}")


def print_understanding(understanding: Understanding) -> None:
    """What was read from a message, each thing with the words it was read from."""
    message = understanding.message
    colour = _FEELING[understanding.emotion]
    mood = f"[{colour}]{understanding.emotion}[/]"
    cause = "" if understanding.cause == "none" else f", {understanding.cause.replace('_', ' ')}"
    head = " · ".join(part for part in (message.id, message.channel, understanding.language) if part)
    out.print(f"[bold]{escape(head)}[/]  {mood}[dim]{escape(cause)}[/]")
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", width=9)
    table.add_column(overflow="fold")
    for title, text in _rows(understanding):
        table.add_row(title, text)
    out.print(Padding(table, (0, 0, 0, 2), expand=False))
    out.print()


def _rows(understanding: Understanding) -> Iterator[tuple[str, str]]:
    for ask in understanding.asks:
        params = "".join(f", {typed.name} {show_plain(typed.value)}" for typed in ask.params)
        quote = _short(understanding.quote(ask.span))
        yield "asks", f"{escape(ask.ask + params)} [dim]“{escape(quote)}”[/]"
    if not understanding.asks:
        yield "asks", "[dim]for nothing that the book knows[/]"
    for name, fact in understanding.facts.items():
        yield "states", f"{escape(name)} {escape(', '.join(str(show_plain(value)) for value in fact.values))}"
    if understanding.signals:
        yield "signals", escape(", ".join(signal.replace("_", " ") for signal in understanding.signals))
    for doubt in understanding.doubts:
        yield "unclear", escape(doubt)


def _short(quote: str, most: int = 90) -> str:
    one_line = " ".join(quote.split())
    return one_line if len(one_line) <= most else f"{one_line[: most - 1]}…"
