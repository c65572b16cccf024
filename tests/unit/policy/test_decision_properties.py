"""What holds for every decision, whatever the book and the case."""

import json
from datetime import date
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from doable import Book
from tests.unit.policy.books import (
    AMOUNTS,
    FACTS,
    GRADES,
    READ_BY_LIMITS,
    Data,
    askers,
    books,
    cases,
    known,
    loaded,
    people,
    plain,
    plain_books,
)

ALLOWED = ("doable", "billable", "phased")
REFUSED = ("declined", "forbidden")
VERDICTS = (*ALLOWED, *REFUSED, "needs_approval", "clarify", "refer")
# What stays as it is once a verdict is settled.
SETTLED = ("granted", "approvals", "charge", "phase")

few = settings(max_examples=20)
some = settings(max_examples=40)


def decided(book: Book, case: Data) -> Data:
    """The decision as it is printed."""
    return book.as_json(book.decide(case))


def answers(book: Book, case: Data) -> list[Data]:
    """The answers of a decision as they are printed."""
    return decided(book, case)["asks"]


def turned(rule: Data) -> Data:
    """A rule whose exceptions stand in the opposite order."""
    if "unless" not in rule:
        return rule
    return {**rule, "unless": [turned(exception) for exception in reversed(rule["unless"])]}


def turned_book(files: Data) -> Data:
    """The same book in another order: files, facts, rules, exceptions, authority."""
    asks = {name: data for name, data in files.items() if name.startswith("asks/")}
    renamed = {
        f"asks/{number}": {**data, "rules": [turned(rule) for rule in reversed(data["rules"])]}
        for number, data in enumerate(reversed(asks.values()))
    }
    others = {name: data for name, data in files.items() if name not in asks}
    others["facts"] = dict(reversed(files["facts"].items()))
    if "authority" in files:
        others["authority"] = files["authority"][::-1]
    return {**renamed, **others}


@some
@given(books(), cases())
def test_the_order_of_files_rules_exceptions_and_authority_means_nothing(files: Data, case: Data) -> None:
    one, other = decided(loaded(files), case), decided(loaded(turned_book(files)), case)

    one["book"]["digest"] = other["book"]["digest"] = ""
    assert one == other


@some
@given(books(), cases())
def test_every_case_is_decided(files: Data, case: Data) -> None:
    assert all(answer["verdict"] in VERDICTS for answer in answers(loaded(files), case))


@few
@given(books(), cases())
def test_asked_again_it_comes_out_byte_for_byte_the_same(files: Data, case: Data) -> None:
    turned_round = {**case, "facts": dict(reversed(case["facts"].items()))}

    texts = [json.dumps(decided(loaded(files), each)) for each in (case, case, turned_round)]

    assert texts[0] == texts[1] == texts[2]


def without(facts: Data, name: str) -> Data:
    """The facts without one of them."""
    return {known: value for known, value in facts.items() if known != name}


def settled_as(answer: Data) -> Data:
    """What must not change any more; one no may still become another."""
    verdict = "a no" if answer["verdict"] in REFUSED else answer["verdict"]
    return {"verdict": verdict, **{key: answer[key] for key in SETTLED}}


@some
@given(books(), cases(), st.sampled_from(sorted(FACTS)))
def test_learning_a_fact_never_turns_a_settled_verdict_around(files: Data, case: Data, name: str) -> None:
    # A limit that is open and can't be asked about is the one thing that learning may still widen.
    asker = None if name in READ_BY_LIMITS else case["as"]
    case = {**case, "as": asker, "facts": without(case["facts"], name)}
    book = loaded(files)
    before = answers(book, case)

    after = [answers(book, {**case, "facts": {**case["facts"], name: value}}) for value in FACTS[name][1]]

    for index, answer in enumerate(before):
        if answer["verdict"] != "clarify" and not answer["errors"]:
            assert [settled_as(each[index]) for each in after] == [settled_as(answer)] * len(after)


@few
@given(books(), cases(), st.sampled_from(sorted(FACTS.keys() - {"told"})))
def test_a_claim_in_place_of_a_record_is_the_same_as_none(files: Data, case: Data, name: str) -> None:
    left = without(case["facts"], name)
    claims = [{"value": value, "source": "customer"} for value in FACTS[name][1]]
    book = loaded(files)

    claimed = [decided(book, {**case, "facts": {**left, name: claim}}) for claim in claims]

    assert claimed == [decided(book, {**case, "facts": left})] * len(claims)


@some
@given(books(), cases(), askers())
def test_more_authority_never_gives_less(files: Data, case: Data, person: Data) -> None:
    book = loaded(files)
    # An own limit that is open asks a question even where others have said yes; so nobody has.
    case = {**case, "evidence": [piece for piece in case["evidence"] if piece["kind"] != "approval"]}
    higher = GRADES[GRADES.index(person["grade"]) :]

    by_grade = [answers(book, {**case, "as": {**person, "grade": grade}}) for grade in higher]

    for lower, upper in pairwise(by_grade):
        for below, above in zip(lower, upper, strict=True):
            if below["verdict"] in ALLOWED:
                assert (above["verdict"], above["granted"]) == (below["verdict"], below["granted"])


@few
@given(books(), cases(), people(), known(least=len(FACTS)))
def test_more_authority_never_puts_an_approval_out_of_reach(
    files: Data, case: Data, person: Data, facts: Data
) -> None:
    book = loaded(files)
    case = {**case, "facts": {**facts, "customer.granted_90d": "10", "case.granted": "0"}}
    case = {**case, "asks": [{**wish, "params": {"amount": "60"}} for wish in case["asks"]]}

    low, high = (answers(book, {**case, "as": {**person, "grade": grade}}) for grade in ("agent", "manager"))

    for below, above in zip(low, high, strict=True):
        if below["verdict"] == "needs_approval" and not above["errors"]:
            assert above["verdict"] in (*ALLOWED, "needs_approval")


@some
@given(books(), cases())
def test_nothing_is_allowed_while_a_step_is_open(files: Data, case: Data) -> None:
    for answer in answers(loaded(files), case):
        if answer["verdict"] in ALLOWED:
            assert all(approval["obtained"] for approval in answer["approvals"])
        if answer["verdict"] == "doable":
            assert answer["charge"] is None or answer["charge"]["preauthorised"]


@few
@given(books(), cases(), people())
def test_a_later_no_to_an_approval_never_gives_more(files: Data, case: Data, person: Data) -> None:
    book = loaded(files)
    nos = [
        {"kind": "approval", "ask": ask, "answer": "no", "by": person, "because": "No."}
        for ask in ("wish", "other")
    ]
    earlier = [{**piece, "at": "2026-01-01T10:00:00Z"} for piece in case["evidence"]]
    later = [{**piece, "at": "2026-01-01T11:30:00Z"} for piece in nos]
    before = answers(book, {**case, "evidence": earlier})

    after = answers(book, {**case, "evidence": earlier + later})

    for one, other in zip(before, after, strict=True):
        if other["verdict"] in ALLOWED:
            assert settled_as(other) == settled_as(one)


@some
@given(books(), cases())
def test_only_what_is_allowed_is_offered(files: Data, case: Data) -> None:
    found = answers(loaded(files), case)

    offers = [offer for answer in found for offer in answer["alternatives"] if "ask" in offer]
    assert {offer["verdict"] for offer in offers} <= set(ALLOWED)
    assert {offer["verdict"] for answer in found for offer in answer["possible"]} <= {"clarify"}


@few
@given(books(), cases())
def test_a_no_without_anything_in_its_place_is_talked_over(files: Data, case: Data) -> None:
    for answer in answers(loaded(files), case):
        assert (answer["consult"] is not None) == (answer["verdict"] in REFUSED)
        if answer["verdict"] in REFUSED and not answer["alternatives"]:
            assert answer["consult"]["needed"]


@few
@given(books(), cases())
def test_what_is_said_to_be_nearest_is_allowed(files: Data, case: Data) -> None:
    book = loaded(files)
    (before, *_rest) = answers(book, case)

    for near in before["nearest"]:
        wish = {**case["asks"][0], "params": {**before["params"], near["param"]: near["value"]}}
        assert answers(book, {**case, "asks": [wish, *case["asks"][1:]]})[0]["verdict"] in ALLOWED


@few
@given(books(), cases())
def test_what_is_missing_is_a_leaf_that_nobody_knows(files: Data, case: Data) -> None:
    leaves = {*FACTS, "ask.amount", "customer.granted_90d", "case.granted"}
    for answer in answers(loaded(files), case):
        missing = {each["fact"] for each in answer["missing"]}
        assert bool(missing) == (answer["verdict"] == "clarify")
        assert missing <= leaves - case["facts"].keys()


def both_verdicts(files: Data, facts: Data, amount: str) -> tuple[object, object]:
    """The verdict with its rules, the fast way and by the whole decision."""
    book = loaded(files)
    wish = {"ask": "wish", "params": {"amount": amount}}
    case = {"at": "2026-01-01T12:00:00Z", "asks": [wish], "facts": facts}
    known_values = {name: plain(name, value) for name, value in facts.items()}
    clock = {"now": book.read_case(case).at, "today": date(2026, 1, 1)}
    (answer,) = answers(book, case)

    fast = book.verdict("wish", {**known_values, **clock, "ask.amount": Decimal(amount)})

    return fast, (answer["verdict"], tuple(reason["rule"] for reason in answer["reasons"] if reason["rule"]))


@some
@given(books(), known(), st.sampled_from(AMOUNTS))
def test_the_fast_verdict_is_that_of_the_whole_decision(files: Data, facts: Data, amount: str) -> None:
    fast, whole = both_verdicts(files, facts, amount)

    assert fast == whole


@some
@given(plain_books(), known(), st.sampled_from(AMOUNTS))
def test_the_fast_verdict_of_a_plain_book_is_that_of_the_whole_decision(
    files: Data, facts: Data, amount: str
) -> None:
    fast, whole = both_verdicts(files, facts, amount)

    assert fast == whole


@some
@given(plain_books(), known(least=len(FACTS)), st.sampled_from(AMOUNTS))
def test_the_fast_verdict_where_all_is_known_is_that_of_the_whole_decision(
    files: Data, facts: Data, amount: str
) -> None:
    fast, whole = both_verdicts(files, facts, amount)

    assert fast == whole
