"""Fills the generated parts of the pages: what the program says of itself is never typed by hand.

A part stands between `<!-- generated: NAME -->` and `<!-- end -->`, where NAME is one of PARTS.
`python docs/generate.py` writes the pages; with `--check` it names those that are behind and writes nothing.
"""

import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import typer.main
from typer.testing import CliRunner

from doable.cli.app import app
from doable.policy.loading.shapes import SHAPES
from doable.workbench.reference import effect_table, file_table, key_table

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


def table(made: Callable[[], str]) -> str:
    """A table with blank lines round it; what it links to has no heading on these pages."""
    return "\n" + re.sub(r"\[(\w+)\]\(#\w+\)", r"\1", made()) + "\n"


PARTS: dict[str, Callable[[], str]] = {
    "effects": partial(table, effect_table),
    "files": partial(table, file_table),
    "help": command_help,
    **{f"keys-{shape}": partial(table, partial(key_table, shape)) for shape in SHAPES},
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
