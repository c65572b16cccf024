from functools import cache

import pytest

from doable import Book
from doable.policy.book import Contents
from doable.web.book.pages import groups, limits
from doable.web.book.searching import search
from doable.workbench.showing.speaking import conditions, outcome


@cache
def contents() -> Contents:
    return Book.load("examples/copperline").contents


def rule(name: str) -> tuple[str, ...]:
    ask = name.partition(".")[0]
    found = next(each for each in contents().asks[ask].every_rule() if each.id == name)
    return conditions(found.when)


def test_bounds_of_the_same_thing_are_one_range() -> None:
    assert "days since delivery is from 0 to 30" in rule("refund.unopened")


def test_yes_and_no_are_said_of_facts_that_are_either() -> None:
    told = rule("refund.opened")
    assert "item opened: yes" in told
    assert "item faulty: no" in told
    assert "order kind is not beans" in told
    assert told[-1] == "customer segment is business or days since delivery is more than 14"


def test_what_always_holds_has_no_condition() -> None:
    assert conditions(contents().asks["refund"].otherwise.when) == ()


@pytest.mark.parametrize("ask", list(contents().asks))
def test_no_rule_is_told_in_signs(ask: str) -> None:
    for each in contents().asks[ask].every_rule():
        for told in conditions(each.when):
            assert not any(sign in told for sign in ("&&", "||", "==", "!=", "<=", ">=", "!")), told


def test_an_outcome_names_who_has_to_agree() -> None:
    found = {each.id: each.effect for each in contents().asks["refund"].every_rule()}
    assert outcome(contents(), found["refund.opened.gold"]) == "Yes, once a supervisor approves."
    assert outcome(contents(), found["refund.opened"]) == "No."


def test_every_ask_stands_in_one_group() -> None:
    named = [entry.name for _group, entries in groups(contents()) for entry in entries]
    assert sorted(named) == sorted(contents().asks)


def test_limits_are_those_of_an_ask_or_of_all() -> None:
    assert len(limits(contents())) == len(contents().limits or ())
    assert any("the amount asked for plus" in " ".join(row.limits) for row in limits(contents(), "refund"))


def test_all_words_have_to_stand_in_a_place() -> None:
    assert {hit.anchor for hit in search(contents(), "made for you alone")} >= {"refund.made_to_measure"}
    assert search(contents(), "zebra refund") == []
    assert search(contents(), "  ") == []
