"""`book test`: which stories are told, and what is said of one that comes out otherwise."""

import pytest

from doable.policy.book import Contents
from doable.workbench.testing import matches, tell_stories
from tests.unit.policy.loading.base_book import base, checked

TWO_MORE = """\
- story: another machine
  facts: {order.late: true}
  asks: [{ask: exchange}]
  expect: [{verdict: billable}]
- story: both at once
  as: manager
  facts: {order.days: 3, item.opened: false, customer.tags: [], order.late: true}
  asks: [{ask: refund, params: {amount: "40.00"}}, {ask: exchange}]
  expect: [{verdict: declined, grantd: {}}, {charge: "12.50"}]
"""


def told(stories: str = TWO_MORE) -> Contents:
    """The book with more stories."""
    contents, _ = checked({**base(), "stories/more.yaml": stories})
    assert contents is not None
    return contents


def test_every_story_is_told_with_what_came_out_otherwise() -> None:
    assert [(each.story.title, each.differences) for each in tell_stories(told())] == [
        ("another machine", ()),
        (
            "both at once",
            (
                "`asks[0].verdict` should be declined, is doable",
                "`asks[0].grantd` is nothing that a decision has; did you mean `granted`?",
            ),
        ),
        ("in time", ()),
    ]


def test_only_the_stories_about_some_asks_are_told() -> None:
    titles = [each.story.title for each in tell_stories(told(), about={"exchange"})]

    assert titles == ["another machine", "both at once"]


def test_no_story_is_about_no_ask() -> None:
    assert list(tell_stories(told(), about=())) == []


def test_a_story_knows_where_it_stands() -> None:
    assert [str(each.place) for each in tell_stories(told())] == [
        "stories/more.yaml:1:3",
        "stories/more.yaml:5:3",
        "stories/refunds.yaml:1:3",
    ]


def test_a_story_with_a_fact_that_does_not_exist_says_so() -> None:
    (wrong,) = tell_stories(
        told("- {story: a, facts: {order.lat: true}, asks: [{ask: exchange}], expect: [{}]}"),
        about=["exchange"],
    )

    assert wrong.differences == ("`facts.order.lat`: the book has no such fact (did you mean `order.late`?)",)


@pytest.mark.parametrize(
    ("expected", "difference"),
    [
        ("charge: 30", "`charge` should be 30, is 12.50"),
        (
            "charge: null",
            "`charge` should be nothing, is 12.50",
        ),
        ("granted: {share: 1}", "`granted` should be {share: 1}, is {share: 0.5}"),
        ("reasons: []", "`reasons` should be [], is [exchange.express]"),
        ("rules: [a, b]", "`rules` should be [a, b], is [exchange.express]"),
    ],
)
def test_what_was_expected_and_what_came_are_told(expected: str, difference: str) -> None:
    story = (
        f"- {{story: a, facts: {{order.late: true}}, asks: [{{ask: exchange}}], expect: [{{{expected}}}]}}"
    )
    (wrong,) = tell_stories(told(story), about=["exchange"])

    assert wrong.differences == (difference,)


def test_an_ask_that_is_misspelt_is_told() -> None:
    (wrong,) = tell_stories(
        told("- {story: a, asks: [{ask: exchnge}], expect: [{verdict: doable}]}"), about=["exchnge"]
    )

    assert wrong.differences == (
        "`ask`: the book has no ask `exchnge`; did you mean `exchange`?",
        "`verdict` should be doable, is refer",
    )


def test_what_lies_outside_the_book_may_be_asked() -> None:
    (outside,) = tell_stories(
        told("- {story: a, asks: [{ask: exchnge}], expect: [{verdict: refer}]}"), about=["exchnge"]
    )

    assert outside.differences == ()


def test_a_verdict_that_is_misspelt_is_told() -> None:
    (wrong,) = tell_stories(
        told(
            "- {story: a, facts: {order.late: true}, asks: [{ask: exchange}], expect: [{verdict: bilable}]}"
        ),
        about=["exchange"],
    )

    assert wrong.differences == (
        "`verdict`: there is no verdict `bilable`; did you mean `billable`?",
        "`verdict` should be bilable, is billable",
    )


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("40", "40.00"),
        (40, "40.00"),
        ({"amount": "40"}, {"amount": "40.00", "by": "2026-10-19"}),
        (["refund.late"], [{"rule": "refund.late", "ground": "policy"}]),
        ({"amount": 5}, [{"param": "amount", "value": "5.00"}]),
        (None, None),
        (True, True),
    ],
)
def test_what_is_wanted_may_be_less_than_what_is_there(wanted: object, found: object) -> None:
    assert matches(wanted, found)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("40", "40.01"),
        ({"amount": "40"}, {"by": "2026-10-19"}),
        (["a"], ["a", "b"]),
        (["a"], "a"),
        ("1", True),
        (None, False),
        ({"amount": 5}, "5"),
    ],
)
def test_what_is_wanted_has_to_be_there(wanted: object, found: object) -> None:
    assert not matches(wanted, found)
