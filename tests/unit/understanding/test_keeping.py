"""An understanding comes back as it was kept, through JSON."""

import json
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from doable.policy.deciding.decision import Typed
from doable.policy.language.values import Duration, Plain, Timestamp
from doable.understanding.keeping import keep, restore
from doable.understanding.understood import CAUSES, EMOTIONS, Message, ReadAsk, ReadFact, Span, Understanding
from tests.unit.understanding.small_book import small_book

CONTENTS = small_book()
PARAMS = [
    (ask.name, param.name, param.type) for ask in CONTENTS.asks.values() for param in ask.params.values()
]
MESSAGE = Message("Please refund order 1042.", date(2026, 10, 14), "email")

single: st.SearchStrategy[Plain] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.text(),
    st.dates(),
    st.integers(-(10**18), 10**18).map(Timestamp),
    st.integers(-(10**18), 10**18).map(Duration),
)
values: st.SearchStrategy[Plain] = st.recursive(
    single, lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=4
)
spans = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda places: Span(*places))


@st.composite
def asks(draw: st.DrawFn) -> ReadAsk:
    ask, param, kind = draw(st.sampled_from(PARAMS))
    return ReadAsk(ask, (Typed(param, draw(values), kind),), draw(st.floats(0, 1)), draw(spans))


understandings = st.builds(
    Understanding,
    message=st.just(MESSAGE),
    language=st.sampled_from(["en", "de"]),
    asks=st.lists(asks(), max_size=3).map(tuple),
    emotion=st.sampled_from(EMOTIONS),
    cause=st.sampled_from(CAUSES),
    signals=st.lists(st.text(), max_size=2).map(tuple),
    facts=st.dictionaries(
        st.text(),
        st.builds(ReadFact, st.lists(values, max_size=2).map(tuple), st.lists(spans, max_size=2).map(tuple)),
        max_size=2,
    ),
    doubts=st.lists(st.text(), max_size=2).map(tuple),
)


def typed(value: object) -> object:
    """A value with its type: to Python, 1 and True are the same."""
    return (type(value), [typed(item) for item in value] if isinstance(value, tuple) else value)


def every_value(understanding: Understanding) -> list[object]:
    of_asks = [param.value for ask in understanding.asks for param in ask.params]
    return [
        typed(value) for value in (*of_asks, *(v for f in understanding.facts.values() for v in f.values))
    ]


@settings(max_examples=40)
@given(understandings)
def test_what_was_kept_comes_back_the_same(understanding: Understanding) -> None:
    through_json = json.loads(json.dumps(keep(understanding), allow_nan=False))

    restored = restore(CONTENTS, through_json, MESSAGE)

    assert restored == understanding
    assert every_value(restored) == every_value(understanding)


def test_an_ask_that_the_book_no_longer_has_is_left_out() -> None:
    ask, param, kind = PARAMS[0]
    read = ReadAsk(ask, (Typed(param, Decimal(5), kind),), 0.9, Span(0, 6))
    kept = keep(Understanding(MESSAGE, "en", (read,), "calm", "none"))
    kept["asks"][0]["ask"] = "an old one"  # type: ignore[index]  # as an older book named it

    assert restore(CONTENTS, kept, MESSAGE).asks == ()


def test_a_param_that_the_book_no_longer_has_is_left_out() -> None:
    ask, param, kind = PARAMS[0]
    read = ReadAsk(ask, (Typed(param, Decimal(5), kind),), 0.9, Span(0, 6))
    kept = keep(Understanding(MESSAGE, "en", (read,), "calm", "none"))
    kept["asks"][0]["params"] = {"an old one": ["int", 5]}  # type: ignore[index]  # as an older book named it

    assert restore(CONTENTS, kept, MESSAGE).asks[0].params == ()
