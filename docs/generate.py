"""Fills the generated parts of the pages: what the program says of itself is never typed by hand.

A part stands between `<!-- generated: NAME -->` and `<!-- end -->`, where NAME is one of PARTS.
`python docs/generate.py` writes the pages; with `--check` it names those that are behind and writes nothing.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import typer.main
from typer.testing import CliRunner

from doable.cli.app import app
from doable.policy.book import EFFECTS
from doable.policy.loading.shapes import BELONGS_TO, NEEDED_BY, SHAPES, Key

PAGES = Path(__file__).parent
PART = re.compile(r"(<!-- generated: (?P<name>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
WIDTH = {"COLUMNS": "90", "TERMINAL_WIDTH": "90", "NO_COLOR": "1", "TERM": "dumb"}


def commands(group: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command of the program, e.g. ("book", "check"); groups themselves are not among them."""
    below = getattr(group, "commands", None)
    if below is None:
        yield path
    else:
        for name in below:
            yield from commands(below[name], (*path, name))


def command_help() -> str:
    """What `--help` prints, for one command after the other."""
    runner, parts = CliRunner(), []
    for path in commands(typer.main.get_command(app)):
        shown = runner.invoke(app, [*path, "--help"], prog_name="doable", env=WIDTH)
        body = "\n".join(line.rstrip() for line in shown.output.strip("\n").splitlines())
        parts.append(f"### doable {' '.join(path)}\n\n```text\n{body}\n```\n")
    return "\n".join(parts)


def code(words: Iterable[str]) -> str:
    """Words as code, with commas."""
    return ", ".join(f"`{word}`" for word in words)


def cell(text: str) -> str:
    """Text that may stand in a cell of a table."""
    return text.replace("|", "\\|").replace("<", "&lt;")


def kind_of(key: Key) -> str:
    """The kind of a value, as a policy owner says it."""
    words = {
        "formula": "condition or value",
        "line": "text",
        "dotted": "name",
        "word": "name",
        "int": "whole number",
    }
    several, _, single = key.kind.rpartition(":")
    kinds = " or ".join(words.get(kind, kind) for kind in single.split("|"))
    return {"list": f"list of {kinds}", "map": f"names, each with {kinds}"}.get(several, kinds)


def key_table(shape: str) -> str:
    """The keys that a part of a book may have."""
    rows = ["| key | | value | what it is for |", "|---|---|---|---|"]
    for name, key in SHAPES[shape].items():
        needed = "needed" if key.required else ""
        doc = f"{cell(key.doc)}: {code(key.choices)}" if key.choices else cell(key.doc)
        rows.append(f"| `{name}` | {needed} | {cell(kind_of(key))} | {doc} |")
    return "\n" + "\n".join(rows) + "\n\n"


def effect_table() -> str:
    """Every effect with the keys it needs and those it may have."""
    rows = ["| then | needs | may have |", "|---|---|---|"]
    for effect in EFFECTS:
        needed = NEEDED_BY.get(effect, ())
        others = [key for key, effects in BELONGS_TO.items() if effect in effects and key not in needed]
        rows.append(f"| `{effect}` | {code(needed)} | {code(others)} |")
    return "\n" + "\n".join(rows) + "\n\n"


PARTS: dict[str, Callable[[], str]] = {
    "effects": effect_table,
    "help": command_help,
    **{f"keys-{shape}": partial(key_table, shape) for shape in SHAPES},
}


def filled(page: str) -> str:
    """The page with every generated part made anew."""
    return PART.sub(lambda part: f"{part[1]}{PARTS[part['name']]()}{part[3]}", page)


def stale() -> list[Path]:
    """The pages whose generated parts are behind the program."""
    return [page for page in sorted(PAGES.rglob("*.md")) if filled(page.read_text()) != page.read_text()]


def main() -> int:
    """Write the pages that are behind, or with `--check` only name them."""
    behind = stale()
    for page in behind:
        if "--check" in sys.argv[1:]:
            print(f"{page}: behind the program; run: make docs")
        else:
            page.write_text(filled(page.read_text()))
    return 1 if behind and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
