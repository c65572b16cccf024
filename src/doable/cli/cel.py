"""`doable cel`: try a condition."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast
from zoneinfo import ZoneInfo

import typer
from rich.markup import escape

from doable.cli.books import load_book
from doable.cli.console import complain, out
from doable.cli.lines import Line, NotJson, for_each_line, parse_line, print_json, read_text, wrong_use

if TYPE_CHECKING:
    from doable.policy.language.tree import Node
    from doable.policy.language.values import Plain, Value


def cel(
    expression: Annotated[
        str | None, typer.Argument(help="The condition, e.g. 'order.total > 100'; with --jsonl a file.")
    ] = None,
    facts: Annotated[Path | None, typer.Option("--facts", help="A JSON file of facts by name.")] = None,
    book: Annotated[
        Path | None, typer.Option("--book", help="Check it against the facts of this book, too.")
    ] = None,
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read and write one JSON object a line.")] = False,
) -> None:
    """Try a condition: its type, its value, the facts it reads.

    Example:

      doable cel 'order.total > 100 && !item.opened' --facts facts.json

    Exit codes: 0 it has a value (or waits for facts), 1 it fails, 2 it is not a condition of this language.
    """
    if jsonl:
        _answer_lines(Path(expression) if expression else None)
        return
    if expression is None:
        wrong_use("no condition to try", "doable cel '1 + 1 == 2'")
    _try(expression, _facts(facts), book)


def _answer_lines(file: Path | None) -> None:
    from doable.policy.language.cel import answer

    def work(line: Line) -> None:
        print_json(answer(line.data))

    if not for_each_line(file, work, ValueError, exact=False):
        raise typer.Exit(2)


def _facts(file: Path | None) -> dict[str, object]:
    if file is None:
        return {}
    try:
        return parse_line(read_text(file))
    except NotJson as error:
        wrong_use(
            f"{file}: {error}", 'facts are one object, such as {"order.total": 120.50, "item.opened": false}'
        )


def _try(expression: str, facts: dict[str, object], folder: Path | None) -> None:
    from doable.policy.language.parsing import NotParsed, Refused, parse

    try:
        node = parse(expression)
    except NotParsed as error:
        _point(expression, error.offset, error.message, error.help)
        raise typer.Exit(2) from None
    except Refused as error:
        _point(expression, error.offset, f"conditions don't use {error.construct}", None)
        raise typer.Exit(2) from None
    if folder is None:
        _show(node, {name: _plain(name, value) for name, value in facts.items()}, "UTC", None)
    else:
        _try_in_book(node, expression, facts, folder)


def _try_in_book(node: Node, expression: str, facts: dict[str, object], folder: Path) -> None:
    from doable import InputError
    from doable.policy.deciding.notation import read_value
    from doable.policy.language.checking import check
    from doable.policy.language.declarations import Declaration
    from doable.policy.loading.formulas import BUILT_IN

    contents = load_book(folder).contents
    names = {
        **BUILT_IN,
        **{name: Declaration(fact.type, fact.optional) for name, fact in contents.facts.items()},
    }
    checked = check(node, names)
    for problem in checked.problems:
        _point(expression, problem.at.start, problem.message, problem.help)
    if checked.problems:
        raise typer.Exit(2)
    try:
        known = {
            name: None if value is None else read_value(value, names[name].type, f"facts.{name}")
            for name, value in facts.items()
            if name in names
        }
    except InputError as error:
        wrong_use(str(error))
    _show(checked.node, known, contents.zone.key, str(checked.type))


def _plain(name: str, value: object) -> Plain:
    """Facts without a book: JSON as it is; amounts stay exact."""
    if isinstance(value, list):
        return tuple(_plain(name, item) for item in value)
    if not (value is None or isinstance(value, bool | int | Decimal | str)):
        wrong_use(f"`{name}` is no single value", "write each fact under its dotted name")
    return value


def _show(node: Node, known: dict[str, Plain], zone: str, kind: str | None) -> None:
    from doable.policy.language.evaluating import evaluate
    from doable.policy.language.resolving import dotted_name, resolve
    from doable.policy.language.tree import Select, names_in, walk
    from doable.policy.language.values import Fault, Unknown

    def lookup(name: str) -> Value:
        return known[name] if name in known else Unknown(frozenset((name,)))

    dotted = (dotted_name(part) for part in walk(node) if isinstance(part, Select))
    tree = resolve(node, {*known, *(name for name in dotted if name)})
    value = evaluate(tree, lookup, zone=ZoneInfo(zone))
    if isinstance(value, Fault):
        complain(value.message)
        raise typer.Exit(1)
    shown, typed = ("unknown", kind) if isinstance(value, Unknown) else _shown(value)
    out.print(f"[bold]{escape(shown)}[/]" + (f"  [dim]{typed or kind}[/]" if typed or kind else ""))
    reads = sorted(names_in(tree))
    if reads:
        parts = [f"{name} = {_shown(known[name])[0]}" if name in known else f"{name} = ?" for name in reads]
        out.print(f"[dim]reads[/] {escape(', '.join(parts))}")
    if isinstance(value, Unknown):
        out.print(f"[dim]waits for[/] {escape(', '.join(sorted(value.names)))}")


def _shown(value: Plain) -> tuple[str, str]:
    from doable.policy.language.cel import encoded

    kind, *shown = encoded(value)
    if not shown:
        return kind, kind
    text = str(shown[0]).lower() if isinstance(shown[0], bool) else str(shown[0])
    return text if kind != "list" else "[" + ", ".join(
        _shown(item)[0] for item in cast("tuple[Plain, ...]", value)
    ) + "]", kind


def _point(expression: str, offset: int, message: str, remedy: str | None) -> None:
    """The expression with a mark below the place that is wrong."""
    complain(message, remedy)
    start = expression.rfind("\n", 0, offset) + 1
    line = expression[start:].split("\n", 1)[0]
    sys.stderr.write(f"  | {line}\n  | {' ' * (offset - start)}^\n")
