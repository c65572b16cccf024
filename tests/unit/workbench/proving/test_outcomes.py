"""What Z3 says of whole books is what Python decides, case by case."""

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from hypothesis import example, given, settings
from hypothesis import strategies as st

from doable.policy.deciding.deciding import decide
from doable.policy.deciding.reading_cases import read_case
from doable.workbench.proving.finding import exactly
from doable.workbench.proving.formulas import every, no
from doable.workbench.proving.reading import anyone, reading_of
from doable.workbench.proving.searching import Search
from doable.workbench.proving.space import Space
from doable.workbench.symbolic.outcomes import outcome_of
from doable.workbench.testing import STORY_TIME
from tests.unit.policy.books import AMOUNTS, FACTS, Data, askers, books, known, loaded, made_up

if TYPE_CHECKING:
    from doable.policy.language.values import Plain

MORE = st.fixed_dictionaries(
    {
        "both": st.booleans(),
        "third": st.integers(0, 12),
        "case.granted": st.sampled_from(["0", "30"]),
        "customer.granted_90d": st.sampled_from(["0", "50"]),
    }
)


# A book, one of its asks, an amount, all facts, who asks.
PAIRS = (
    books(),
    st.sampled_from(["wish", "other"]),
    st.sampled_from(AMOUNTS),
    known(len(FACTS)),
    MORE,
    askers(),
)


# What is given says nothing of the amount, which the limit then reads as asked.
LIMITED_AS_ASKED: Data = {
    "files": made_up(49),
    "ask": "other",
    "amount": "100",
    "facts": dict(zip(sorted(FACTS), (False, True, False, "-5", None, 0, "plain", False), strict=True)),
    "more": {"both": False, "third": 6, "case.granted": "0", "customer.granted_90d": "0"},
    "asker": {"grade": "self_service", "function": "support"},
}


@settings(derandomize=True, max_examples=20, deadline=None)
@given(*PAIRS)
@example(*LIMITED_AS_ASKED.values())
def test_z3_finds_the_verdict_that_python_decides(
    files: Data, ask: str, amount: str, facts: Data, more: Data, asker: Data
) -> None:
    contents = loaded(files).contents
    case = {
        "as": asker,
        "asks": [{"ask": ask, "params": {"amount": amount}}],
        "facts": {**facts, **more},
    }
    read = read_case(contents, case, STORY_TIME)
    values: dict[str, Plain] = {
        **{name: given.value for name, given in read.facts.items()},
        f"{ask}:amount": Decimal(amount),
        "as.grade": cast("str", asker["grade"]),
        "as.function": cast("str", asker["function"]),
        "today": datetime.date(2026, 1, 1),
    }
    space = Space()
    reading = reading_of(space, contents, contents.asks[ask], asker=anyone(space, contents))
    outcome = outcome_of(contents, contents.asks[ask], reading)
    search = Search(space)
    search.add(exactly(space, {key: values[key] for key in space.variables}))
    search.add(*(no(each.present) for key, each in space.variables.items() if values[key] is None))
    search.add(*(each.present for key, each in space.variables.items() if values[key] is not None))

    verdict = decide(contents, read).answers[0].verdict

    others = [formula for name, formula in outcome.verdicts.items() if name != verdict]
    assert search.can_be()
    assert search.can_be(every([outcome.verdicts[verdict]])) or search.can_be(outcome.elsewhere)
    assert not any(search.can_be(formula) for formula in others)
