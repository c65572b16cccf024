"""Writes down what is decided of every story: `python tests/stories/regenerate.py`, then read the diff.

With `--print` nothing is written; all decisions go to standard output.
"""

import json
import sys
from pathlib import Path

from doable import Book

MEANING = Path(__file__).parent / "meaning"
BOOKS = sorted(path.parent for path in MEANING.glob("*/book.yaml"))
WRITTEN = "decisions.jsonl"
# The time at which `doable book test` decides stories that name none.
STORY_TIME = "2026-01-01T12:00:00Z"


def decisions(book: Book) -> str:
    """The decision of every story of a book, one JSON object a line, with the story's title as id."""
    cases = ({"at": STORY_TIME, **story.case, "id": story.title} for story in book.contents.stories)
    shown = (book.as_json(book.decide(case)) for case in cases)
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in shown)


if __name__ == "__main__":
    for folder in BOOKS:
        text = decisions(Book.load(folder)).encode()
        if "--print" in sys.argv:
            sys.stdout.buffer.write(text)
        else:
            (folder / WRITTEN).write_bytes(text)
