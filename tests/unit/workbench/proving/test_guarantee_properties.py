"""What is proved of made-up books is so in every case that is tried, one ask or several in a row."""

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from random import Random

import pytest

from doable.policy.book import Contents
from doable.workbench.proving.examined import PROVED, REFUTED, Examined
from doable.workbench.proving.guarantees import prove_all
from doable.workbench.proving.sequences import Taken, retold, situation_in
from tests.unit.policy.books import AMOUNTS, FACTS, FUNCTIONS, GRADES, Data, _Chance, loaded

AFTER: list[Data] = [{"a": "!a"}, {"n": "n + 1"}, {"fee": "ask.amount"}, {"tier": '"gold"'}, {"gone": "n"}]
CONDITIONS = ["a", "!b", "n > 2", 'tier == "plain"', "fee > 1 && told", "ask.amount <= 50", "has(gone)"]
VERDICTS = ["doable", "billable", "needs_approval", "declined", "forbidden", "refer"]
CASES = 25
MADE_UP = 16


@cache
def made_up(seed: int) -> Contents:
    """A book of two asks that change facts, with one guarantee over up to three of them."""
    random = Random(seed)
    files = json.loads(json.dumps(_Chance(seed).files()))
    for ask in ("asks/wish", "asks/other"):
        files[ask]["after"] = random.choice(AFTER)
    verdict = random.choice(VERDICTS)
    refused = (
        {"alternatives": random.choice(["none", "some"])} if verdict in {"declined", "forbidden"} else {}
    )
    files["guarantees"] = [
        {
            "id": "it",
            "says": "It is so.",
            random.choice(["never", "always"]): random.choice(CONDITIONS),
            "ask": "wish",
            "verdict": verdict,
            "in_a_row": random.choice([1, 2, 3]),
            **refused,
        }
    ]
    return loaded(files).contents


def tried(contents: Contents, random: Random) -> Iterator[tuple[Taken, ...]]:
    """Cases by chance, in which everything is told, of as many asks as the guarantee covers."""
    for _ in range(CASES):
        facts = {name: random.choice(values) for name, (_, values) in FACTS.items()}
        facts |= {"third": random.choice([0, 6]), "both": random.choice([False, True])}
        facts |= {"customer.granted_90d": "30", "case.granted": "0"}
        who = {"grade": random.choice(GRADES), "function": random.choice(FUNCTIONS)}
        case: dict[str, object] = {"as": who, "at": "2026-01-01T12:00:00Z", "facts": facts}
        length = random.randint(1, contents.guarantees[0].in_a_row)
        names = [random.choice(["wish", "other"]) for _ in range(length - 1)] + ["wish"]
        wishes: list[dict[str, object]] = [
            {"ask": name, "params": {"amount": random.choice(AMOUNTS)}} for name in names
        ]
        steps = retold(contents, case, wishes)
        if steps is not None:
            yield steps


def breaks(contents: Contents, steps: tuple[Taken, ...]) -> bool:
    """Whether a case goes against the guarantee, worked out by the book itself."""
    guarantee, answer = contents.guarantees[0], steps[-1].answer
    if answer.verdict != guarantee.verdict:
        return False
    if guarantee.alternatives and bool(answer.alternatives) is not (guarantee.alternatives == "some"):
        return False
    situation = situation_in(contents, {**steps[0].case, "asks": steps[-1].case["asks"]})
    assert situation is not None
    return guarantee.condition.value(situation) is not guarantee.always


@cache
def examined(seed: int) -> Examined:
    """What comes of the guarantee of a made-up book."""
    (found,) = prove_all(made_up(seed))
    return found


@pytest.mark.parametrize("seed", range(MADE_UP))
def test_what_is_proved_is_so_in_every_case_that_is_tried(seed: int) -> None:
    contents = made_up(seed)

    found = examined(seed)

    against = [steps for steps in tried(contents, Random(seed)) if breaks(contents, steps)]
    assert found.state == REFUTED or not against, against[0]


@pytest.mark.parametrize("seed", range(MADE_UP))
def test_what_is_refuted_is_shown_by_steps_that_come_out_so(seed: int) -> None:
    contents = made_up(seed)

    found = examined(seed)

    if found.state == REFUTED:
        for step in found.steps:
            decision = retold(contents, dict(step.witness.case), [step.witness.case["asks"][0]])  # type: ignore[index]  # a list
            assert decision is not None
            assert decision[0].answer.verdict == step.verdict


def test_made_up_guarantees_are_of_both_kinds() -> None:
    states = Counter(examined(seed).state for seed in range(MADE_UP))

    assert min(states[PROVED], states[REFUTED]) > 3, states
