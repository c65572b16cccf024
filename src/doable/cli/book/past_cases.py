"""Where `doable book replay` finds past cases: files, a folder, a pattern, JSON lines, or the desk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from doable.cli.lines import NotJson, parse_line, wrong_use

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLES = (".parquet", ".csv")
LINES = (".jsonl", ".ndjson")
DESK = "desk"


@dataclass(frozen=True, slots=True)
class LinesOfFiles:
    """The JSON lines of some files, numbered through; read anew each time they are gone through."""

    files: tuple[Path, ...]

    def __iter__(self) -> Iterator[tuple[int, dict[str, object]]]:
        number = 0
        for file in self.files:
            with file.open(encoding="utf-8-sig") as lines:
                for text in lines:
                    number += 1
                    if text.strip():
                        yield number, _parsed(file, number, text)


def _parsed(file: Path, number: int, text: str) -> dict[str, object]:
    try:
        return parse_line(text)
    except NotJson as wrong:
        wrong_use(f"`{file}`, line {number}: {wrong}")


def files_of(cases: str) -> tuple[Path, ...]:
    """The files that are meant, all of one kind; leaves with 2 where there are none."""
    path = Path(cases)
    if path.is_dir():
        found = sorted(file for file in path.iterdir() if file.suffix.lower() in (*TABLES, *LINES))
    elif path.is_file():
        found = [path]
    else:
        found = sorted(Path(path.anchor).glob(str(path.relative_to(path.anchor))))
    if not found:
        wrong_use(f"there are no cases in `{cases}`", "name Parquet, CSV or JSON lines, or `desk`")
    kinds = {file.suffix.lower() for file in found}
    if len(kinds) > 1 or not kinds <= {*TABLES, *LINES}:
        named = ", ".join(f"`{kind}`" for kind in sorted(kinds))
        wrong_use(f"`{cases}` holds {named}", f"name files of one kind: {', '.join((*TABLES, *LINES))}")
    return tuple(found)


def are_lines(files: tuple[Path, ...]) -> bool:
    """Whether the files hold JSON lines."""
    return files[0].suffix.lower() in LINES
