"""What a replay found, as a person reads it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from doable.cli.console import out, verdict_mark
from doable.policy.deciding.notation import show_money
from doable.workbench.replaying.deciding_each import SO_FEW

if TYPE_CHECKING:
    from collections.abc import Callable

    from doable.workbench.replaying.report import Changed, Kind, Report, Sums

_AT_ONCE = "at once: the share that is doable, billable or phased without anybody else being asked"
_MOST_GROUPS = 40
_MOST_FACTS = 10
_WIDEST = 30


def print_report(report: Report) -> None:
    """The whole report: what changes, what it costs, for whom, and what could not be settled."""
    _head(report)
    _matrix(report)
    _approvals(report)
    if report.old is None or report.total.changed:
        _groups(report, "ask", lambda kind: kind.ask)
        if report.segment:
            _groups(report, report.segment, lambda kind: kind.segment)
        _groups(report, "month", lambda kind: kind.month)
        out.print(f"[dim]{_AT_ONCE}[/]\n")
    for example in report.examples:
        _example(report, example)
    if report.examples:
        out.print()
    _notes(report)


def _head(report: Report) -> None:
    total = report.total
    cases = "" if report.cases is None else f" in {report.cases:,} cases"
    out.print(
        f"[bold]{total.asks:,} asks[/]{cases}, decided by {escape(report.new.name)} {report.new.version}"
    )
    if report.old is not None:
        part = f" ({total.changed / total.asks:.1%})" if total.asks else ""
        against = f"{escape(report.old.name)} {report.old.version}"
        out.print(f"[bold]{total.changed:,} come out otherwise[/]{part} than by {against}")
        if report.old.digest != report.new.digest and report.old.version == report.new.version:
            out.print(f"[dim]Both books are version {report.new.version}, but differ.[/]")
    out.print(f"granted {_change(report, total.money_old, total.money_new)}")
    out.print(f"charged {_change(report, total.charge_old, total.charge_new)}\n")


def _change(report: Report, old: Decimal, new: Decimal) -> str:
    shown = f"{_amount(report, new)} {report.currency}"
    if report.old is None:
        return shown
    sign = "+" if new >= old else "-"
    return f"{_amount(report, old)} → {shown}  ({sign}{_amount(report, abs(new - old))})"


def _amount(report: Report, amount: Decimal) -> str:
    whole, point, rest = show_money(amount, report.currency).partition(".")
    return f"{int(whole):,}{point}{rest}"


def _matrix(report: Report) -> None:
    table = (
        _table("was", "is", "asks", "granted before", "granted now")
        if report.old
        else _table("is", "asks", "granted")
    )
    for (old, new), sums in report.matrix().items():
        same = old == new and not sums.changed
        style = "dim" if same and report.old else None
        if old is None:
            table.add_row(verdict_mark(new), f"{sums.asks:,}", _amount(report, sums.money_new))
            continue
        amounts = _amount(report, sums.money_old), _amount(report, sums.money_new)
        table.add_row(verdict_mark(old), verdict_mark(new), f"{sums.asks:,}", *amounts, style=style)
    _print(table)


def _approvals(report: Report) -> None:
    if not report.needed:
        return
    table = _table("approval by", *(("before", "now") if report.old else ("asks",)))
    for each in report.needed:
        who = each.grade if each.function == "any" else f"{each.grade}, {each.function}"
        numbers = (f"{each.old:,}", f"{each.new:,}") if report.old else (f"{each.new:,}",)
        table.add_row(escape(who), *numbers)
    _print(table)


def _groups(report: Report, title: str, by: Callable[[Kind], object]) -> None:
    every = report.grouped(by)
    groups = {name: sums for name, sums in every.items() if sums.changed or report.old is None}
    names = ("asks", "changed", "granted before", "granted now", "at once before", "at once now")
    table = _table(escape(title), *(names if report.old else ("asks", "granted", "at once")))
    for name, sums in list(groups.items())[:_MOST_GROUPS]:
        table.add_row(
            "[dim]unknown[/]" if name is None else escape(str(name)), *_cells(report, by, name, sums)
        )
    table.columns[0].min_width = min(_WIDEST, max(map(len, map(str, groups)), default=0))
    _print(table)
    if len(every) > len(groups):
        out.print(f"  [dim]and {len(every) - len(groups)} more in which nothing changes[/]\n")
    if len(groups) > _MOST_GROUPS:
        out.print(f"  [dim]and {len(groups) - _MOST_GROUPS} more; `--json` has them all[/]\n")


def _cells(report: Report, by: Callable[[Kind], object], name: object, sums: Sums) -> list[str]:
    new = f"{report.share(by, name, new=True):.0%}"
    if report.old is None:
        return [f"{sums.asks:,}", _amount(report, sums.money_new), new]
    amounts = [_amount(report, sums.money_old), _amount(report, sums.money_new)]
    return [f"{sums.asks:,}", f"{sums.changed:,}", *amounts, f"{report.share(by, name, new=False):.0%}", new]


def _example(report: Report, each: Changed) -> None:
    out.print(
        f"[bold]{escape(each.id)}[/] {escape(each.ask)}: {verdict_mark(each.old)} → {verdict_mark(each.new)}"
    )
    if each.money_old != each.money_new:
        out.print(f"    granted {_change(report, each.money_old, each.money_new)}")
    for when, rules in (("before", each.rules_old), ("now", each.rules_new)):
        if rules:
            out.print(f"    [dim]{when}:[/] {escape(', '.join(rules))}")


def _notes(report: Report) -> None:
    if report.open.asks:
        out.print(f"{report.open.asks:,} asks are open: something has to be asked first.")
        looked_at = f"In {report.open.looked_at:,} of them, spread over all, is missing:"
        out.print("Missing is:" if report.open.looked_at == report.open.asks else looked_at)
        table = _table("asks", "fact", "what to ask", justify="left")
        for each in report.open.lacking[:_MOST_FACTS]:
            table.add_row(f"{each.asks:,}", escape(each.fact), f"[dim]{escape(each.question or '')}[/]")
        _print(table)
    for why, asks in report.one_by_one.items():
        if why != SO_FEW:  # nothing that anybody could do about
            out.print(f"{asks:,} decided one by one: {escape(why)}")
    if report.unread:
        out.print(f"No book has a name for: {escape(', '.join(report.unread))}")


def _table(first: str, *others: str, justify: Literal["left", "right"] = "right") -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(name, justify="left" if name == "is" else justify)
    return table


def _print(table: Table) -> None:
    out.print(Padding(table, (0, 0, 1, 2), expand=False))
