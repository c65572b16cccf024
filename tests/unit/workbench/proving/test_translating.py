"""Z3 and Python make the same of every construct of the language, or Z3 leaves it open and says so."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doable.policy.language.declarations import (
    BOOL,
    DATE,
    DECIMAL,
    DURATION,
    INT,
    MONEY,
    STRING,
    TIMESTAMP,
    Type,
)
from doable.policy.language.times import HOUR, timestamp_from_text
from doable.policy.language.values import Duration, Plain
from tests.unit.workbench.proving.pinned import DIFFERENT, OPEN, SAME, held_against_python

TIER = Type("enum", values=("plain", "silver", "gold"))
TYPES = {
    "a": BOOL,
    "b": BOOL,
    "n": INT,
    "m": INT,
    "gone": INT,
    "fee": MONEY,
    "rate": DECIMAL,
    "tier": TIER,
    "note": STRING,
    "bought": DATE,
    "today": DATE,
    "now": TIMESTAMP,
    "wait": DURATION,
    "tags": Type("list", STRING),
}
VALUES: dict[str, Plain] = {
    "a": True,
    "b": False,
    "n": -7,
    "m": 3,
    "gone": None,
    "fee": Decimal("12.35"),
    "rate": Decimal("0.19"),
    "tier": "silver",
    "note": "broken glass",
    "bought": date(2026, 1, 30),
    "today": date(2026, 3, 1),
    "now": timestamp_from_text("2026-03-01T10:30:00Z"),
    "wait": Duration(-90 * HOUR // 60),
    "tags": (),
}
EXACT = [
    *("a && b", "a || b", "!a", "a ? n : m", "a == b", "a != !b", "b ? n > 1 : n < 1"),
    *("n + m", "n - m", "-n", "n * 3", "n / 2", "n % 2", "n / -2", "n % -2", "n / 0 > 1", "n % 0 > 1"),
    *("a || n / 0 > 1", "b && n / 0 > 1", "a && n / 0 > 1", "!(n / 0 > 1)", "n < m", "n >= -7", "n == -7"),
    *("fee * 2 > 24.69", "fee + 1", "fee - n", "fee > n", "fee == 12.350", "-fee < 0", "rate * 100 == 19"),
    *("round(fee, 1)", "round(-fee, 1)", "round(fee / 3, 2)", "round(n / 2, 0)"),
    *("round(-0.5 * m, 0)", "round(fee * (a ? 2 : 3) / 8, 2)", "round(m / 0, 2)", "round(fee, 0) == 12"),
    *('tier == "silver"', 'tier != "gold"', 'tier in ["gold", "silver"]', "n in [1, -7]", "n in []"),
    *(
        "has(gone)",
        "has(gone) && gone > 1",
        "gone > 1",
        "gone == null",
        "gone != null",
        "gone == 1",
        "gone in [1]",
    ),
    *("bought + 30 == today", "today - 30 < bought", "days(bought, today)", "days(today, bought) < 0"),
    *('today > date("2026-02-28")', "bought + n < today", 'now > timestamp("2026-01-01T00:00:00Z")'),
    *("now + wait < now", 'now - now == duration("0s")', "wait.getMinutes()", "wait.getHours() == -1"),
    *("(now - now + wait).getSeconds()", "date(now) == today", "[1, 2].exists(x, x == n)"),
    *("[1, -7].exists_one(x, x == n)", "[1, 2].all(x, x > n)", "[0, 1].all(x, m / x > 0)", "size([n, m])"),
    *('n * (tier == "silver" ? 2 : 1)', "9223372036854775807 + m > 0", "n * 9223372036854775807 < 0"),
    *('note.contains("glass")', 'note.startsWith("bro")', 'note.matches("^b.*s$")', "size(note)"),
    *(
        "int(fee)",
        "int(n)",
        "string(note) == note",
        "1 + 1 == 2",
        '"ab".contains("b") && a',
        'size("abc") == m',
    ),
]
LEFT_OPEN = [
    *("n * m", "fee * n", "round(fee / n, 2)"),
    *("m / n", "round(fee / rate, 2)", 'note < "c"', 'note + "!" == "x"', '"x" in tags', "size(tags) == 0"),
    *('tags.exists(t, t == "x")', 'tags.all(t, t.contains("x"))', "now.getFullYear()", 'string(n) == "-7"'),
]


@pytest.mark.parametrize("source", EXACT)
def test_z3_says_what_python_says(source: str) -> None:
    assert held_against_python(source, TYPES, VALUES) == SAME


@pytest.mark.parametrize("source", LEFT_OPEN)
def test_what_z3_is_not_told_may_be_anything_and_so_also_what_python_says(source: str) -> None:
    assert held_against_python(source, TYPES, VALUES) == OPEN


def test_a_text_written_in_the_book_is_known_by_all_its_parts() -> None:
    source = (
        'note == "broken glass" && note.contains("glass") && !note.startsWith("glass") && size(note) == 12'
    )

    assert held_against_python(source, TYPES, VALUES) == SAME


ATOMS = st.sampled_from(
    ["a", "b", "n > m", "n / m > 1", "fee * 2 <= 20", "gone > 1", "has(gone)", 'tier == "gold"', "n % 3 == 1",
     "round(fee / 7, 1) > 1.5", "days(bought, today) > n", "n * m > 6", 'note.contains("x")', "gone == null"]
)  # fmt: skip
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("({}) && ({})".format, inner, inner),
        st.builds("({}) || ({})".format, inner, inner),
        st.builds("!({})".format, inner),
        st.builds("({}) ? ({}) : ({})".format, inner, inner, inner),
    ),
    max_leaves=5,
)
ANY_VALUES = st.fixed_dictionaries(
    {
        "a": st.booleans(),
        "b": st.booleans(),
        "n": st.integers(-20, 20),
        "m": st.integers(-2, 2),
        "gone": st.sampled_from([None, 1, 2]),
        "fee": st.decimals(-40, 40, places=2),
        "tier": st.sampled_from(TIER.values),
        "note": st.sampled_from(["", "x"]),
        "bought": st.dates(date(2025, 12, 1), date(2026, 3, 1)),
    }
)


@settings(derandomize=True, max_examples=40, deadline=None)
@given(CONDITIONS, ANY_VALUES)
def test_z3_never_contradicts_python(source: str, values: dict[str, Plain]) -> None:
    assert held_against_python(source, TYPES, {**VALUES, **values}) != DIFFERENT
