"""Where the command line speaks to people: colour for terminals, plain text for pipes."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

out = Console(highlight=False, soft_wrap=False)
errors = Console(stderr=True, highlight=False, soft_wrap=True)

# A word and a shape for every verdict, so that colour never stands alone.
VERDICTS = {
    "doable": ("✓", "green"),
    "billable": ("$", "yellow"),
    "phased": ("≡", "cyan"),
    "needs_approval": ("^", "magenta"),
    "clarify": ("?", "blue"),
    "declined": ("-", "red"),
    "forbidden": ("x", "bold red"),
    "refer": (">", "cyan"),
}


def verdict_mark(verdict: str) -> str:
    """The verdict with its shape and colour, as rich markup."""
    shape, colour = VERDICTS[verdict]
    return f"[{colour}]{shape} {verdict.replace('_', ' ')}[/]"


def complain(message: str, remedy: str | None = None) -> None:
    """An error on standard error, with what to do about it."""
    errors.print(f"[red]error:[/] {escape(message)}")
    if remedy:
        errors.print(f"  help: {escape(remedy)}")
