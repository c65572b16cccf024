"""Random typed expressions, the names they read, and what may stand behind the names."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from doable.policy.language.declarations import (
    BOOL,
    DATE,
    DURATION,
    INT,
    MONEY,
    STRING,
    TIMESTAMP,
    Declaration,
    Type,
)
from doable.policy.language.values import Duration, Timestamp

TIER = Type("enum", values=("bronze", "silver", "gold"))
NAMES = {
    "order.total": Declaration(MONEY),
    "order.days": Declaration(INT),
    "order.count": Declaration(INT, optional=True),
    "item.opened": Declaration(BOOL),
    "item.faulty": Declaration(BOOL, optional=True),
    "order.note": Declaration(STRING, optional=True),
    "customer.tier": Declaration(TIER),
    "order.tags": Declaration(Type("list", STRING)),
    "order.prices": Declaration(Type("list", MONEY), optional=True),
    "order.on": Declaration(DATE),
    "now": Declaration(TIMESTAMP),
    "order.wait": Declaration(DURATION),
}
_AMOUNTS = st.decimals("-999999", "999999", places=2)
VALUES = {
    "money": _AMOUNTS | st.sampled_from([Decimal("999999999999999999.999999"), Decimal("0.000001")]),
    "int": st.integers(-9, 9) | st.sampled_from([2**63 - 1, -(2**63)]),
    "bool": st.booleans(),
    "string": st.sampled_from(["", "a", "Grüße", "12"]),
    "enum": st.sampled_from(TIER.values),
    "date": st.dates() | st.just(date(9999, 12, 31)),
    "timestamp": st.integers(0, 2**60).map(Timestamp),
    "duration": st.integers(-(10**15), 10**15).map(Duration),
}


def _value(declaration: Declaration) -> st.SearchStrategy[object]:
    type_ = declaration.type
    known = st.lists(VALUES[type_.of.name], max_size=3).map(tuple) if type_.of else VALUES[type_.name]
    return known | st.none() if declaration.optional else known


FACTS = st.fixed_dictionaries({}, optional={name: _value(each) for name, each in NAMES.items()})
ALL_FACTS = st.fixed_dictionaries({name: _value(each) for name, each in NAMES.items()})


def _joined(*parts: object) -> st.SearchStrategy[str]:
    strategies = [part if isinstance(part, st.SearchStrategy) else st.just(part) for part in parts]
    return st.tuples(*strategies).map("".join)


def _either(*strategies: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(*strategies)


def _levels(leaves: st.SearchStrategy[str], *grown: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Mostly leaves further down, so that expressions stay as long as people write them."""
    return st.one_of(leaves, leaves, st.one_of(*grown))


_order = st.sampled_from([" == ", " != ", " < ", " <= ", " > ", " >= "])
_same = st.sampled_from([" == ", " != "])
ints: st.SearchStrategy[str] = st.deferred(
    lambda: _levels(
        st.sampled_from(["order.days", "order.count", "0", "1", "-3", "9223372036854775807"]),
        _joined("(", ints, st.sampled_from([" + ", " - ", " * ", " / ", " % "]), ints, ")"),
        _joined("-", "(", ints, ")"),
        _joined("size(", texts, ")"),
        _joined("days(", dates, ", ", dates, ")"),
        _joined("(", bools, " ? ", ints, " : ", ints, ")"),
        _joined(
            "now.", st.sampled_from(["getHours", "getMonth"]), "(", st.sampled_from(["", '"+05:30"']), ")"
        ),
        _joined("int(", amounts, ")"),
        st.just("order.tags.size()"),
    )
)
amounts: st.SearchStrategy[str] = st.deferred(
    lambda: _levels(
        st.sampled_from(["order.total", "order.prices[0]", "2.50", "0.1", "100"]),
        _joined("(", amounts, st.sampled_from([" + ", " - "]), amounts, ")"),
        _joined("(order.total * ", ints, ")"),
        _joined("-", "(order.total - ", amounts, ")"),
        _joined("round(", amounts, st.sampled_from([" / ", " + "]), ints, ", 2)"),
        _joined("round(", bools, " ? ", amounts, " / 3 : -(", ints, "), 2)"),
        _joined("(", bools, " ? ", amounts, " : order.total)"),
    )
)
texts: st.SearchStrategy[str] = st.deferred(
    lambda: _levels(
        st.sampled_from(["order.note", "customer.tier", '"a"', '"12"', "order.tags[0]"]),
        _joined("(", texts, " + ", texts, ")"),
        _joined("string(", _either(ints, amounts, dates, bools), ")"),
    )
)
dates: st.SearchStrategy[str] = st.deferred(
    lambda: _levels(
        st.sampled_from(["order.on", 'date("2026-10-14")', "date(now)"]),
        _joined("(", dates, st.sampled_from([" + ", " - "]), ints, ")"),
    )
)
moments = st.sampled_from(
    ["now", 'timestamp("2026-10-14T09:00:00Z")', "(now - order.wait)", "(order.wait + now)"]
)
_inside = _either(
    _joined("x", _same, texts), st.just("item.faulty"), _joined("x.contains(", texts, ")"), st.just("true")
)
bools: st.SearchStrategy[str] = st.deferred(
    lambda: _levels(
        st.sampled_from(
            ["item.opened", "item.faulty", "true", "false", "has(order.note)", "order.count == null"]
        ),
        _joined("(", bools, " && ", bools, ")"),
        _joined("(", bools, " || ", bools, " || ", bools, ")"),
        _joined("!(", bools, ")"),
        _joined(ints, _order, ints),
        _joined("order.total", _order, amounts),
        _joined(amounts, " in [order.total, 1.5, ", amounts, "]"),
        _joined(texts, _same, texts),
        _joined(texts, " in ", st.sampled_from(["order.tags", '["a", "b"]', '["a", "b", "c", "12"]'])),
        _joined(texts, ".", st.sampled_from(["startsWith", "endsWith", "contains"]), "(", texts, ")"),
        _joined(texts, '.matches("^[a-z]+$")'),
        _joined(dates, _order, dates),
        _joined(moments, _order, moments),
        _joined("(", bools, " ? ", bools, " : ", bools, ")"),
        _joined("(", bools, " ? order.count : 3)", _order, ints),
        _joined("order.tags.", st.sampled_from(["all", "exists", "exists_one"]), "(x, ", _inside, ")"),
        _joined("order.prices.exists(p, p", _order, amounts, ")"),
    )
)
anything = _either(
    bools,
    _joined(bools, " && ", bools, " && ", bools),
    _joined("!(", bools, " || ", bools, ") || ", bools),
    _joined(bools, " ? ", amounts, " : ", amounts),
    _joined(ints, _order, ints),
    _joined(texts, _same, texts),
)
