"""What two books say differently, in words."""

from collections.abc import Mapping

import pytest

from doable.policy.book import Contents
from doable.policy.loading.building import examine
from doable.policy.loading.files import Files
from doable.workbench.comparing.change import Change, Difference
from doable.workbench.comparing.pairing import compare_words
from tests.unit.policy.loading.base_book import base

REFUND = "asks/refund.yaml"


def book(texts: Mapping[str, str]) -> Contents:
    contents, findings = examine(Files(texts))
    assert contents is not None, findings
    return contents


def changes(file: str, replace: str, by: str) -> tuple[Change, ...]:
    """What is said of a book in which a text that stands once was replaced."""
    assert base()[file].count(replace) == 1
    return compare_words(book(base()), book({**base(), file: base()[file].replace(replace, by)}))


def only(found: tuple[Change, ...]) -> Change:
    assert len(found) == 1, [change.headline for change in found]
    return found[0]


def test_a_book_says_what_it_says() -> None:
    assert compare_words(book(base()), book(base())) == ()


@pytest.mark.parametrize(
    ("file", "replace", "by"),
    [
        (REFUND, "otherwise:\n", "# A remark.\notherwise:\n"),
        (REFUND, "order.days <= 30 && !item.opened", "((order.days)<=30) &&  (!item.opened)"),
        (REFUND, "{amount: ask.amount, by: today + 5}", "{by: today + 5, amount: ask.amount}"),
        (REFUND, "because: Refunds are given", "because: >-\n    Refunds are\n    given"),
        ("facts.yaml", "values: [standard, gold]", "values: [gold, standard]"),
        ("facts.yaml", "from: [record, customer]\n  ask: Has", "from: [customer, record]\n  ask: Has"),
        (
            "authority.yaml",
            "- {grade: supervisor, function: finance, ask: [refund, exchange]}\n- {grade: manager, ask: any}",
            "- {grade: manager, ask: any}\n- {grade: supervisor, function: finance, ask: [exchange, refund]}",
        ),
        ("authority.yaml", "- {grade: manager, ask: any}", "- {grade: manager, ask: any, function: any}"),
    ],
    ids=["remark", "parentheses", "gifts", "folding", "words", "sources", "rows", "defaults"],
)
def test_what_means_the_same_is_no_change(file: str, replace: str, by: str) -> None:
    assert changes(file, replace, by) == ()


def test_rules_that_have_moved_are_no_change() -> None:
    rules = base()[REFUND].partition("rules:\n")[2].partition("otherwise:")[0]
    first, _, others = rules.partition("  - id: refund.opened")
    moved = base()[REFUND].replace(rules, f"  - id: refund.opened{others}{first}")

    assert moved != base()[REFUND]
    assert compare_words(book(base()), book({**base(), REFUND: moved})) == ()


def test_a_changed_condition_is_shown_as_it_was_and_is_written_with_both_places() -> None:
    change = only(
        changes(
            REFUND,
            "rules:\n  - id: refund.in_time\n    when: order.days <= 30",
            "rules:\n\n  - id: refund.in_time\n    when: order.days <= 20",
        )
    )

    assert change.headline == "rule `refund.in_time` changed"
    assert change.places == "asks/refund.yaml:9 -> asks/refund.yaml:10"
    assert change.differences == (
        Difference("applies if", "order.days <= 30 && !item.opened", "order.days <= 20 && !item.opened"),
    )


def test_a_changed_effect_is_said_in_words() -> None:
    change = only(changes(REFUND, "then: approve\n        by: supervisor", "then: grant"))

    assert change.headline == "exception `refund.opened.unless_1` under `refund.opened` changed"
    assert change.differences == (Difference("then", "yes, once approved by supervisor", "yes"),)


def test_an_added_exception_does_not_make_its_neighbours_new() -> None:
    change = only(changes(REFUND, "    unless:\n", "    unless:\n      - {when: item.faulty, then: lift}\n"))

    assert (change.kind, change.what, change.under) == ("added", "exception", "refund.opened")
    assert change.before is None
    assert change.differences == (
        Difference("applies if", None, "item.faulty"),
        Difference("then", None, "the rule does not apply"),
    )


def test_a_rule_with_another_name_is_the_same_rule() -> None:
    change = only(changes(REFUND, "id: refund.opened", "id: refund.used"))

    assert change.headline == "rule `refund.used` changed"
    assert change.differences == (Difference("id", "refund.opened", "refund.used"),)


def test_an_exception_moved_under_another_rule_is_told() -> None:
    exception = base()[REFUND].partition("    unless:\n")[2].partition("  - id: refund.fraud")[0]
    named = exception.replace("- when", "- id: refund.gold\n        when")
    before = base()[REFUND].replace(exception, named)
    gone = before.replace(f"    unless:\n{named}", "")
    after = gone.replace("within: 5}\n", f"within: 5}}\n    unless:\n{named}", 1)

    found = compare_words(book({**base(), REFUND: before}), book({**base(), REFUND: after}))

    assert only(found).differences == (Difference("stands under", "refund.opened", "refund.in_time"),)


def test_what_was_removed_comes_last_with_what_it_said() -> None:
    change = only(changes("authority.yaml", "- {grade: manager, ask: any}\n", ""))

    assert change.headline == "authority `manager: any` removed"
    assert change.places == "authority.yaml:3 -> nowhere"
    assert change.differences == (Difference("who", "manager", None), Difference("may grant", "any", None))


TALE = "stories/refunds.yaml"


@pytest.mark.parametrize(
    ("file", "replace", "by", "headline", "part"),
    [
        ("book.yaml", "version: 1.4.0", "version: 1.5.0", "book `Copperline Coffee` changed", "version"),
        ("book.yaml", "above: 200", "above: 300", "book `Copperline Coffee` changed", "consulting"),
        ("facts.yaml", "ask: Has the", "ask: Was the", "fact `item.opened` changed", "question"),
        ("facts.yaml", "today) : 0", "today) : 1", "fact `order.days` changed", "worked out as"),
        (REFUND, "default: order.total", "default: '5'", "param `amount` changed", "default"),
        (REFUND, "means: The customer wants", "means: Somebody wants", "ask `refund` changed", "means"),
        (REFUND, "because: Refunds are", "because: Money is", "otherwise changed", "reason"),
        (REFUND, "share: customer.share", "share: '0.4'", "alternative `exchange` changed", "params"),
        ("asks/exchange.yaml", "days: 14", "days: 10", "rule `exchange.slowly` changed", "then"),
        ("asks/exchange.yaml", "25 * ask", "30 * ask", "rule `exchange.express` changed", "then"),
        ("authority.yaml", "<= 100", "<= 90", "authority `agent: refund` changed", "as long as"),
        ("referrals.yaml", "5550100", "5550101", "referral `repair_shop` changed", "contact"),
        ("guarantees.yaml", "> 100", "> 90", "guarantee `agents_stay_small` changed", "never"),
        ("playbooks/decline.md", "Dear {{", "Hello {{", "playbook `playbooks/decline.md` changed", "text"),
        ("style.yaml", "reading_level: 8", "reading_level: 9", "style `style` changed", "reading level"),
        (TALE, "verdict: doable", "verdict: declined", "story `in time` changed", "expects: verdict"),
        (TALE, "item.opened: false", "item.opened: true", "story `in time` changed", "case: facts"),
    ],
)  # fmt: skip
def test_every_part_of_a_book_is_compared(file: str, replace: str, by: str, headline: str, part: str) -> None:
    change = only(changes(file, replace, by))

    assert (change.headline, [difference.part for difference in change.differences]) == (headline, [part])


def test_an_example_is_added_alone() -> None:
    change = only(changes(REFUND, "please refund order 1042", "please refund order 1042, my money"))

    assert change.differences == (Difference("example “my money”", None, "given"),)


def test_the_order_of_offers_means_something() -> None:
    offers = "[{ask: exchange, params: {share: customer.share}}, referral.repair_shop]"
    turned = "[referral.repair_shop, {ask: exchange, params: {share: customer.share}}]"

    change = only(changes(REFUND, offers, turned))

    assert change.differences == (
        Difference("order of offers", "exchange, referral.repair_shop", "referral.repair_shop, exchange"),
    )


def test_a_new_ask_comes_with_all_it_says() -> None:
    ask = "ask: hug\nmeans: m\nexamples: [h]\npurpose: p\notherwise: {then: grant}\n"

    found = compare_words(book(base()), book({**base(), "asks/hug.yaml": ask}))

    assert [(change.headline, change.ask) for change in found] == [
        ("ask `hug` added", "hug"),
        ("otherwise added", "hug"),
    ]


def test_one_ask_alone_can_be_compared() -> None:
    texts = {
        path: text.replace("reading_level: 8", "reading_level: 9").replace("days: 14", "days: 10")
        for path, text in base().items()
    }

    assert [change.ask for change in compare_words(book(base()), book(texts), "exchange")] == ["exchange"]
    assert compare_words(book(base()), book(texts), "refund") == ()
