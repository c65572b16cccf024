"""A replay's figures as their page shows them: sentences, charts, and the tables beside."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from doable.policy.vocabulary import VERDICTS
from doable.web.book.replaying.charts import NARROW, WIDE, Bar, Flow, Group, bars, flows
from doable.web.telling import money, word
from doable.workbench.showing.wording import fact_label, role, title

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.utils.safestring import SafeString

Json = dict[str, Any]
_NAMES = {each: word(each) for each in VERDICTS}
_UNKNOWN = "Not known"


@dataclass(frozen=True, slots=True)
class Cell:
    """The asks that were one thing and are another; `changed` differ, be it in the amount alone."""

    old: str
    new: str
    asks: int
    changed: int


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: a name, how many asks, what was and what is."""

    label: str
    asks: int
    changed: int
    old: str
    new: str
    granted_old: str
    granted_new: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in both widths, with the table that says the same."""

    pictures: tuple[SafeString, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """All that the page of a replay shows."""

    cases: int
    asks: int
    changed: int
    granted_old: str
    granted_new: str
    difference: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell | None, ...]], ...]
    flow: tuple[SafeString, ...]
    money: Chart
    approvals: Chart
    segments: Chart | None
    segment: str
    months: Chart
    open: Json
    one_by_one: tuple[Json, ...]
    all_one_by_one: bool
    unread: tuple[str, ...]


def figures(result: Mapping[str, Any]) -> Figures:
    """A result as it is shown."""
    currency = result["currency"]
    old, new = (_number(result["money"][side]) for side in ("old", "new"))
    heads, rows = _matrix(result["matrix"])
    return Figures(
        cases=result["cases"] or 0,
        asks=result["asks"],
        changed=result["changed"],
        granted_old=money(old, currency),
        granted_new=money(new, currency),
        difference=_difference(old, new, currency),
        heads=heads,
        rows=rows,
        flow=_flow(result["matrix"]),
        money=_money(result, currency),
        approvals=_approvals(result["approvals"]),
        segments=_shares(result["by_segment"], currency, _segment) if result["by_segment"] else None,
        segment=fact_label(result["segment"]) if result["segment"] else "",
        months=_shares(result["by_month"], currency, str),
        open=_open(result["open"]),
        one_by_one=tuple(result["one_by_one"]),
        all_one_by_one=result["engine"] == "python",
        unread=tuple(result["unread"]),
    )


def _matrix(
    matrix: Sequence[Json],
) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[Cell | None, ...]], ...]]:
    cells = {(each["old"], each["new"]): each for each in matrix}
    olds, news = ([each for each in VERDICTS if any(pair[side] == each for pair in cells)] for side in (0, 1))
    rows = []
    for old in olds:
        found = [cells.get((old, new)) for new in news]
        pairs = zip(news, found, strict=True)
        row = tuple(Cell(old, new, each["asks"], each["changed"]) if each else None for new, each in pairs)
        rows.append((old, row))
    return tuple(news), tuple(rows)


def _flow(matrix: Sequence[Json]) -> tuple[SafeString, ...]:
    found = [Flow(each["old"], each["new"], each["asks"]) for each in matrix]
    turned = [each for each in found if each.old != each.new]
    told = "; ".join(
        f"{each.asks} {_NAMES[each.old].lower()} before, {_NAMES[each.new].lower()} now" for each in turned
    )
    said = f"Verdicts before and now. {told or 'None is another'}. The table below has all figures."
    return tuple(flows(found, _NAMES, said, width) for width in (WIDE, NARROW))


def _money(result: Mapping[str, Any], currency: str) -> Chart:
    lines = _lines(result["by_ask"], currency, title)
    moved = [
        each for each in result["by_ask"] if any(_number(each["money"][side]) for side in ("old", "new"))
    ]
    groups = [
        Group(title(each["name"]), *(_amount(each["money"][side], currency) for side in ("old", "new")))
        for each in moved
    ]
    return Chart(_both(groups, "Money granted at once, by ask, before and now"), lines)


def _approvals(needed: Sequence[Json]) -> Chart:
    groups, lines = [], []
    for each in needed:
        name = role(each["grade"], "" if each["function"] in {"any", ""} else each["function"])
        old, new = each["old"] or 0, each["new"]
        groups.append(Group(name[:1].upper() + name[1:], Bar(old, str(old)), Bar(new, str(new))))
        lines.append(Line(groups[-1].label, old, abs(new - old), str(old), str(new), "", ""))
    return Chart(_both(groups, "Approvals that would be needed, by grade, before and now"), tuple(lines))


def _shares(found: Sequence[Json], currency: str, name: Callable[[str], str]) -> Chart:
    groups = [
        Group(name(each["name"]) if each["name"] else _UNKNOWN, _share(each, "old"), _share(each, "new"))
        for each in found
    ]
    told = "Share of asks that can be granted at once, before and now"
    return Chart(_both(groups, told), _lines(found, currency, name))


def _segment(name: str) -> str:
    return word(name)


def _lines(found: Sequence[Json], currency: str, name: Callable[[str], str]) -> tuple[Line, ...]:
    return tuple(
        Line(
            name(each["name"]) if each["name"] else _UNKNOWN,
            each["asks"],
            each["changed"],
            money(_number(each["money"]["old"]), currency),
            money(_number(each["money"]["new"]), currency),
            _percent(each["granted"]["old"]),
            _percent(each["granted"]["new"]),
        )
        for each in found
    )


def _both(groups: Sequence[Group], told: str) -> tuple[SafeString, ...]:
    values = "; ".join(f"{each.label}: {each.old.text} before, {each.new.text} now" for each in groups)
    return tuple(bars(groups, f"{told}. {values}.", width) for width in (WIDE, NARROW)) if groups else ()


def _share(each: Json, side: str) -> Bar:
    share = each["granted"][side] or 0.0
    return Bar(share, _percent(share))


def _amount(raw: object, currency: str) -> Bar:
    return Bar(float(_number(raw)), money(_number(raw), currency))


def _open(found: Json) -> Json:
    facts = [{**each, "label": fact_label(each["fact"])} for each in found["facts"]]
    return {**found, "facts": facts}


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"


def _number(raw: object) -> Decimal:
    return Decimal(str(raw or 0))


def _difference(old: Decimal, new: Decimal, currency: str) -> str:
    if old == new:
        return "as much as before"
    return f"{money(abs(new - old), currency)} {'more' if new > old else 'less'}"
