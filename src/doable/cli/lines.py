"""JSON lines in and out: read exactly, one line's error leaving the others alone."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NoReturn

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from doable.cli.console import complain, errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MANY_LINES = 2_000
_JSON_WANTED = "give one JSON object a line; before a pipe, a command needs `--jsonl`"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of input with its number; `data` is the JSON in it, numbers exact."""

    number: int
    data: dict[str, object]


class NotJson(Exception):
    """A line that is no JSON object."""


def wrong_use(message: str, remedy: str | None = None) -> NoReturn:
    """Say what is wrong with the call and leave with 2."""
    complain(message, remedy)
    raise typer.Exit(2)


def read_text(file: Path | None) -> str:
    """The text of a file, or of standard input where none (or `-`) is named."""
    if file is None or str(file) == "-":
        if file is None and sys.stdin.isatty():
            wrong_use("nothing to read", "name a file, or pipe one in; `--help` shows an example")
        return sys.stdin.read()
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        wrong_use(f"`{file}` can't be read: {reason}")


def parse_line(text: str, *, exact: bool = True) -> dict[str, object]:
    """One line as a JSON object; duplicate keys are refused.

    `exact` reads numbers as they stand; else they are doubles, NaN and Infinity among them.
    """
    try:
        if exact:
            data = json.loads(text, parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_once)
        else:
            data = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise NotJson(f"column {error.colno}: not JSON: {error.msg.lower()}") from None
    except RecursionError:
        raise NotJson("nested too deep") from None
    except ValueError:
        raise NotJson("a number with thousands of digits: shorten it, or write it as text") from None
    if not isinstance(data, dict):
        raise NotJson("not a JSON object: write {..}")
    return data


def _refuse(word: str) -> NoReturn:
    raise NotJson(f"`{word}` is no number in JSON")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NotJson(f"the key `{twice}` stands twice")
    return found


def for_each_line(
    file: Path | None, work: Callable[[Line], None], failure: type[Exception], *, exact: bool = True
) -> bool:
    """Do some work for every line; a line that fails is named on standard error. True if none failed."""
    numbered = [(number, text) for number, text in enumerate(read_text(file).splitlines(), 1) if text.strip()]
    if not numbered:
        wrong_use("there is no line to read", "give one JSON object a line; `--help` shows an example")
    fine = True
    with _progress(len(numbered)) as advance:
        for number, text in numbered:
            try:
                work(Line(number, parse_line(text, exact=exact)))
            except (NotJson, failure) as error:
                complain(
                    f"line {number}: {error}", _JSON_WANTED if fine and isinstance(error, NotJson) else None
                )
                fine = False
            advance()
    return fine


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A progress bar on standard error where the input is long and somebody watches."""
    if total < MANY_LINES or not errors.is_terminal:
        with nullcontext():
            yield lambda: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors, transient=True) as progress:
        task = progress.add_task("lines", total=total)
        yield lambda: progress.advance(task)


def print_json(data: object) -> None:
    """One JSON object a line on standard output."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n")
