"""How long reading a message, composing a reply and checking it take, on the example company."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

from doable import Book, Occasion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

EXAMPLE = Path(__file__).parent.parent / "examples" / "copperline"
ROUNDS = 5


def measure() -> None:
    """Read every demo message, compose a reply for every story, check every reply; the best of the rounds."""
    start = time.perf_counter()
    book = Book.load(EXAMPLE)
    loaded = time.perf_counter() - start
    messages = [
        _message(line) for line in (EXAMPLE / "demo" / "messages.jsonl").read_text("utf-8").splitlines()
    ]
    start = time.perf_counter()
    book.read(messages[0])
    learned = time.perf_counter() - start
    told = [
        Occasion(book.decide({"at": "2026-10-14T09:00:00Z", **story.case}), customer_name="Ms Ray")
        for story in book.contents.stories
    ]
    drafts = [(occasion, book.draft(occasion).text) for occasion in told]
    print("\nMessages and replies of the example company")
    print(f"  load the book {loaded:.2f} s; learn its asks, once, {learned:.2f} s")
    _show("read a message", "messages", book.read, messages)
    _show("compose a reply", "stories", book.draft, told)
    _show("check a reply", "replies", lambda pair: book.check(*pair), drafts)


def _message(line: str) -> dict[str, object]:
    keys = ("id", "text", "channel", "received", "history")
    return {key: value for key, value in json.loads(line).items() if key in keys}


def _show(what: str, kind: str, work: Callable[..., object], given: Iterable[object]) -> None:
    items = list(given)
    taken = min(_seconds(work, items) for _ in range(ROUNDS)) / len(items)
    slowest = max(min(_seconds(work, [item]) for _ in range(3)) for item in items)
    print(f"  {what:<44}{taken * 1e3:>9.3f} ms, {len(items)} {kind}, the slowest {slowest * 1e3:.2f} ms")


def _seconds(work: Callable[..., object], items: list[object]) -> float:
    start = time.perf_counter()
    for item in items:
        work(item)
    return time.perf_counter() - start
