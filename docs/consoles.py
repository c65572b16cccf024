"""Runs the console blocks of the pages, and puts what they print below each command.

A block is fenced as `console`; its commands begin with `$ `. Listings after `<!-- file: NAME -->` are
written first, in the order of the page. What stands below a command must be what it prints; a line `...`
leaves lines out, and a command with nothing below it need only succeed.
`python docs/consoles.py PAGE ..` fills the blocks that already show something.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).parents[1]
PIECE = re.compile(
    r"<!-- file: (?P<name>\S+) -->\s*```\w*\n(?P<text>.*?)```|```console\n(?P<console>.*?)```", re.DOTALL
)


@dataclass
class Ran:
    """A command of a page: what the page shows below it, and what it did."""

    command: str
    shown: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    code: int = 0


def commands(console: str) -> list[Ran]:
    """The commands of a block with what is shown below each."""
    found: list[Ran] = []
    for line in console.splitlines():
        if line.startswith("$ "):
            found.append(Ran(line[2:]))
        elif found:
            found[-1].shown.append(line)
    return found


def run_page(text: str) -> Iterator[list[Ran]]:
    """Runs a page in an empty folder beside the examples, block by block."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shutil.copytree(ROOT / "examples", work / "examples")
        for piece in PIECE.finditer(text):
            if piece["name"]:
                target = work / piece["name"]
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(piece["text"])
                continue
            block = commands(piece["console"])
            for each in block:
                run(each, work)
            yield block


def run(each: Ran, work: Path) -> None:
    """Runs one command as a newcomer would see it."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    surroundings = {"PATH": path, "HOME": str(work), "COLUMNS": "100", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-c", each.command], cwd=work, env=surroundings, capture_output=True, text=True, check=False
    )
    each.printed = [line.rstrip() for line in (done.stdout + done.stderr).rstrip().splitlines()]
    each.code = done.returncode


def agrees(each: Ran) -> bool:
    """Whether a command printed what is shown, lines left out aside."""
    at, printed = 0, "\n".join(each.printed)
    for is_left_out, lines in groupby(each.shown, key="...".__eq__):
        part = "\n".join(lines)
        at = at if is_left_out else printed.find(part, at)
        if at < 0:
            return False
    return "..." in each.shown or each.shown == each.printed


def filled(text: str) -> str:
    """The page with what its commands print, where it showed something before."""
    blocks = run_page(text)

    def fill(piece: re.Match[str]) -> str:
        if not piece["console"]:
            return piece[0]
        lines = []
        for each in next(blocks):
            keep = each.shown if "..." in each.shown and agrees(each) else each.printed
            lines += [f"$ {each.command}", *(keep if each.shown else [])]
        return "```console\n" + "\n".join(lines) + "\n```"

    return PIECE.sub(fill, text)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        page = Path(name)
        page.write_text(filled(page.read_text()))
