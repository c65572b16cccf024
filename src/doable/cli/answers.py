"""A decision as a person reads it: the answer first, then why, then what else can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from doable.cli.console import out, verdict_mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doable import Book, Decision, Explanation
    from doable.policy.deciding.explaining import Standing, Used

Json = dict[str, object]

_MARK = {
    "in force": "[green]in force[/]",
    "replaced": "[yellow]replaced[/]",
    "lifts": "[yellow]lifts[/]",
    "open": "[blue]open[/]",
    "failed": "[red]failed[/]",
    "not": "[dim]not[/]",
}


def print_decision(book: Book, decision: Decision, explanation: Explanation | None = None) -> None:
    """The decision on standard output."""
    shown = book.as_json(decision)
    if shown["id"]:
        out.print(f"[bold]{escape(str(shown['id']))}[/]")
    for answer in cast("list[Json]", shown["asks"]):
        _print_answer(answer)
    if shown["next_step"]:
        step = cast("Json", shown["next_step"])
        by = f", by {step['by']}" if step["by"] else ""
        _print_rows([("next", escape(f"{step['what']} ({step['who']}{by})"))])
    for ask, standings in explanation.asks if explanation else ():
        _print_standings(ask, standings)
    out.print()


def _print_answer(answer: Json) -> None:
    params = "".join(f", {name} {_plain(value)}" for name, value in cast("Json", answer["params"]).items())
    out.print(
        f"  {verdict_mark(str(answer['verdict']))}  {escape(str(answer['ask']))}[dim]{escape(params)}[/]"
    )
    _print_rows(_rows(answer))


def _print_rows(rows: Iterable[tuple[str, str]]) -> None:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", width=9)
    table.add_column(overflow="fold")
    for title, text in rows:
        table.add_row(title, text)
    if table.row_count:
        out.print(Padding(table, (0, 0, 0, 2), expand=False))


def _rows(answer: Json) -> Iterator[tuple[str, str]]:
    for reason in cast("list[Json]", answer["reasons"]):
        yield "because", _reason(reason)
    yield from _conditions(answer)
    for missing in cast("list[Json]", answer["missing"]):
        question = escape(str(missing["question"] or missing["fact"]))
        yield "ask", f"{question} [dim]({missing['of']}: {missing['fact']})[/]"
    for other in cast("list[Json]", answer["alternatives"]):
        yield "instead", _alternative(other)
    for other in cast("list[Json]", answer["possible"]):
        yield "perhaps", f"{escape(str(other['text']))} [dim](first: {escape(_questions(other))})[/]"
    for near in cast("list[Json]", answer["nearest"]):
        yield "nearest", f"{near['param']} {near['value']} would be allowed"
    consult = cast("Json | None", answer["consult"])
    if consult and consult["needed"] and not answer["consulted"]:
        colleague = consult["grade"] or "colleague of higher grade"
        yield "first", f"talk it over with a {colleague} before saying no"
    for error in cast("list[object]", answer["errors"]):
        yield "error", f"[red]{escape(str(error))}[/]"


def _plain(value: object) -> str:
    if isinstance(value, list):
        return " + ".join(_plain(item) for item in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _questions(other: Json) -> str:
    """The most useful questions that would have to be answered first, and how many more."""
    missing = cast("list[Json]", other["missing"])
    first = " ".join(str(each["question"] or each["fact"]) for each in missing[:2])
    return first if len(missing) <= 2 else f"{first} and {len(missing) - 2} more"


def _reason(reason: Json) -> str:
    because = escape(str(reason["because"])) if reason["because"] else "the book allows it"
    if reason["rule"] is None and not reason["because"]:
        because = "it is beyond what this grade may grant"
    source = ", ".join(str(part) for part in (reason["rule"], reason["ground"], reason["clause"]) if part)
    return f"{because} [dim]({escape(source)})[/]"


def _conditions(answer: Json) -> Iterator[tuple[str, str]]:
    granted = cast("Json", answer["granted"])
    if granted and granted != answer["params"]:
        yield "granted", ", ".join(f"{name} {_plain(value)}" for name, value in granted.items())
    for approval in cast("list[Json]", answer["approvals"]):
        function = "" if approval["function"] == "any" else f" in {approval['function']}"
        yield (
            "approval",
            f"{approval['grade']}{function}: {'obtained' if approval['obtained'] else 'still needed'}",
        )
    charge = cast("Json | None", answer["charge"])
    if charge:
        agreed = "preauthorised" if charge["preauthorised"] else "to be agreed first"
        yield "charge", f"{charge['amount']} {charge['currency']} for {escape(str(charge['for']))} ({agreed})"
    for step in cast("list[Json]", answer["phase"] or []):
        limits = ", ".join(f"{name} {value}" for name, value in step.items() if name != "terms")
        yield "step", escape(str(step["terms"])) + (f" ({limits})" if limits else "")
    if answer["advise"]:
        yield "risk", escape(str(answer["advise"]))


def _alternative(other: Json) -> str:
    if "referral" in other:
        contact = cast("Json", other["contact"])
        return escape(f"{other['text']}: " + ", ".join(str(value) for value in contact.values()))
    params = ", ".join(f"{name} {value}" for name, value in cast("Json", other["params"]).items())
    detail = " ".join(part for part in (str(other["ask"]), params) if part)
    return f"{escape(str(other['text']))} [dim]({escape(detail)})[/]"


def _known(used: Used) -> str:
    return "?" if used.source == "unknown" else _plain(used.value)


def _print_standings(ask: str, standings: tuple[Standing, ...]) -> None:
    out.print(f"  [bold]How the rules of {escape(ask)} stand[/]")
    rows = []
    for standing in standings:
        lead = "  " * standing.depth
        lines = [f"{lead}[bold]{escape(standing.rule)}[/]: {standing.then} if {escape(standing.when)}"]
        lines += [
            f"{lead}[dim]{escape(f'{used.name} = {_known(used)} ({used.source})')}[/]"
            for used in standing.facts
        ]
        lines += [f"{lead}[red]{escape(standing.error)}[/]"] if standing.error else []
        rows.append((_MARK[standing.standing], "\n".join(lines)))
    _print_rows(rows)
