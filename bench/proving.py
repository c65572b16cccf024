"""How long the questions of `doable book prove` take on books of any size and on the examples."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.sizes import big_book
from doable import Book
from doable.workbench.proving.guarantees import prove_all
from doable.workbench.proving.proving import ask_questions

if TYPE_CHECKING:
    from doable.policy.book import Contents

SIZES = (20, 100, 300, 1_000)
EXAMPLES = ("airline", "retail", "copperline")


def measure() -> None:
    """Prints a line for each book."""
    for size in SIZES:
        _report(f"{size:,} rules, made up", big_book(size).contents)
    for name in EXAMPLES:
        contents = Book.load(Path("examples") / name).contents
        rules = sum(len(list(ask.every_rule())) for ask in contents.asks.values())
        _report(f"{name}, {rules} rules", contents)


def _report(title: str, contents: Contents) -> None:
    begun, worked = time.perf_counter(), time.process_time()
    found = sum(each.finding.severity == "warning" for each in ask_questions(contents))
    took, work = time.perf_counter() - begun, time.process_time() - worked
    line = f"questions  {title:24} {took:7.2f} s ({work:.2f} s of work), {found} found"
    if contents.guarantees:
        begun = time.perf_counter()
        proved = sum(each.state == "proved" for each in prove_all(contents))
        took = time.perf_counter() - begun
        line += f"; {proved} of {len(contents.guarantees)} guarantees proved in {took:.2f} s"
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    measure()
