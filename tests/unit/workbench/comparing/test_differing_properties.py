"""Made-up books with one thing changed: what is proved the same is the same in every case that is tried."""

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from random import Random

import pytest

from doable.policy.book import Contents
from doable.workbench.comparing.contrast import DIFFERS, SAME, AskCompared, CameTo
from doable.workbench.comparing.differing import came_to, compare_verdicts
from doable.workbench.proving.finding import decided
from tests.unit.policy.books import AMOUNTS, FACTS, FUNCTIONS, GRADES, _Chance, loaded

MADE_UP = 12
CASES = 25


@cache
def books(seed: int) -> tuple[Contents, Contents]:
    """A book, and the same with another ask, other limits, or another condition on one rule."""
    random = Random(seed)
    old, new, others = _Chance(seed).files(), _Chance(seed).files(), _Chance(seed + 1000).files()
    part = random.choice(["asks/wish", "asks/other", "authority", "condition", "condition"])
    ask = json.loads(json.dumps(new["asks/wish"]))
    if part == "authority":
        new.pop(part, None)
        new |= {part: others[part]} if part in others else {}
    elif part == "condition" and ask["rules"]:
        random.choice(ask["rules"])["when"] = _Chance(seed + 2000).condition()
        new["asks/wish"] = ask
    elif part != "condition":
        new[part] = others[part]
    return loaded(old).contents, loaded(new).contents


@cache
def compared(seed: int) -> tuple[AskCompared, ...]:
    """What comes of comparing them."""
    return tuple(compare_verdicts(*books(seed)))


def tried(seed: int, ask: str) -> Iterator[tuple[CameTo, CameTo]]:
    """What cases by chance, in which everything is told, come to in both books."""
    random = Random(seed)
    for _ in range(CASES):
        facts = {name: random.choice(values) for name, (_, values) in FACTS.items()}
        facts |= {"third": random.choice([0, 3, 6]), "both": random.choice([False, True])}
        facts |= {"customer.granted_90d": random.choice(["0", "30", "90"]), "case.granted": "0"}
        case = {
            "as": {"grade": random.choice(GRADES), "function": random.choice(FUNCTIONS)},
            "asks": [{"ask": ask, "params": {"amount": random.choice(AMOUNTS)}}],
            "facts": facts,
        }
        one, other = (decided(contents, case) for contents in books(seed))
        assert one is not None
        assert other is not None
        old, new = books(seed)
        yield came_to(old, one.answers[0]), came_to(new, other.answers[0])


@pytest.mark.parametrize("seed", range(MADE_UP))
def test_no_case_comes_out_in_a_way_that_was_ruled_out(seed: int) -> None:
    for found in compared(seed):
        shown = {(each.before.verdict, each.after.verdict) for each in found.contrasts}
        for one, other in tried(seed, found.ask):
            if found.state == SAME:
                assert one.compared == other.compared, found.ask
            elif not found.open and one.verdict != other.verdict:
                assert (one.verdict, other.verdict) in shown, found.ask


def test_made_up_books_are_the_same_and_differ() -> None:
    states = Counter(each.state for seed in range(MADE_UP) for each in compared(seed))

    assert min(states[SAME], states[DIFFERS]) > 3, states
