"""What the questions find in small books, in the words the policy owner reads."""

import pytest

from doable import Book
from doable.policy.deciding.deciding import decide
from doable.policy.deciding.reading_cases import read_case
from doable.workbench.proving.proving import ask_questions
from doable.workbench.proving.study import Discovery
from doable.workbench.testing import STORY_TIME
from tests.unit.policy.books import Data, written

NO = {"then": "decline", "ground": "policy", "because": "We don't."}
DAYS: Data = {"days": {"type": "int"}, "opened": {"type": "bool"}}


def found(book: Book, check: str) -> list[Discovery]:
    return [each for each in ask_questions(book.contents) if each.finding.check == check]


def messages(book: Book, check: str) -> list[str]:
    return [each.finding.message for each in found(book, check)]


def rule(name: str, when: str, **effect: object) -> Data:
    return {"id": name, "when": when, **(effect or {"then": "grant"})}


def test_a_condition_that_contradicts_itself_is_told_by_its_parts() -> None:
    book = written(rule("late", "days > 30 && !opened && days + 1 < 20"), facts=DAYS)

    assert messages(book, "never_holds") == [
        "Rule `late` never applies: `days > 30` and `days + 1 < 20` are never true together."
    ]


def test_an_exception_that_contradicts_its_rule_names_the_rule() -> None:
    exception = rule("late.kind", "days < 10")
    book = written(rule("late", "days > 30", **NO, unless=[exception]), facts=DAYS)

    assert messages(book, "never_holds") == [
        "Rule `late.kind` never applies: `days > 30` (of `late`) and `days < 10` are never true together."
    ]


def test_a_rule_that_another_always_beats_names_the_one_that_wins() -> None:
    book = written(rule("late", "opened && days > 30"), rule("opened", "opened", **NO), facts=DAYS)

    assert messages(book, "never_decides") == [
        "Rule `late` never decides anything: whenever it holds, `opened` holds too and refuses."
    ]


def test_a_rule_whose_exceptions_cover_it_says_so() -> None:
    exceptions = [rule("a", "days > 5"), rule("b", "days <= 5")]
    book = written(rule("opened", "opened", **NO, unless=exceptions), facts=DAYS)

    assert messages(book, "never_decides") == [
        "Rule `opened` never decides anything: whenever it holds, `a` or `b` holds too and takes its place."
    ]


def test_a_rule_that_sometimes_decides_is_not_mentioned() -> None:
    book = written(rule("late", "days > 30"), rule("opened", "opened", **NO), facts=DAYS)

    assert messages(book, "never_decides") + messages(book, "never_holds") == []


def test_a_hole_between_two_bounds_is_shown_with_both_rules() -> None:
    book = written(rule("early", "days <= 30 && !opened"), rule("late", "days > 31 && !opened"), facts=DAYS)

    (hole,) = found(book, "gap")

    assert hole.finding.message == (
        "`wish` has a hole: at `days` 31 only `otherwise` applies, "
        "while `early` applies at 30 and `late` at 32. It shows when `days` is 31, `opened` is false."
    )
    assert hole.witness is not None
    case = read_case(book.contents, dict(hole.witness.case), STORY_TIME)
    assert decide(book.contents, case).answers[0].verdict == "declined"


def test_bounds_that_meet_leave_no_hole() -> None:
    book = written(rule("early", "days <= 30"), rule("late", "days >= 31"), facts=DAYS)

    assert found(book, "gap") == []


def test_an_amount_between_two_bounds_is_a_hole_to_the_cent() -> None:
    params: Data = {"amount": {"type": "money"}}
    book = written(rule("small", "ask.amount < 100"), rule("large", "ask.amount > 100"), params=params)

    assert [message.split(", while")[0] for message in messages(book, "gap")] == [
        "`wish` has a hole: at `ask.amount` 100 only `otherwise` applies"
    ]


def test_two_plans_at_once_are_a_contradiction() -> None:
    steps = [{"terms": "old", "days": 30}, {"terms": "new"}]
    plans = [rule("a", "days > 1", then="phase", steps=steps), rule("b", "opened", then="phase", steps=steps)]

    assert messages(written(*plans, facts=DAYS), "contradiction") == [
        "Rules `a` and `b` contradict each other: they are both in force, and each has its own plan. "
        "It happens when `days` is 2, `opened` is true."
    ]


def test_two_texts_under_one_name_are_a_contradiction() -> None:
    gifts = [
        rule("a", "days > 1", then="grant", gives={"how": '"by post"'}),
        rule("b", "opened", then="grant", gives={"how": '"by hand"'}),
    ]

    (message,) = messages(written(*gifts, facts=DAYS), "contradiction")

    assert message.startswith(
        "Rules `a` and `b` contradict each other: they are both in force, and give different"
    )


def test_a_division_that_can_fail_is_shown_where_it_does() -> None:
    book = written(rule("share", "opened && 12 / days > 3"), facts=DAYS)

    assert messages(book, "can_fail") == [
        "The condition of `share` can't be worked out when `days` is 0, `opened` is true: division by zero. "
        "A person has to decide then."
    ]


def test_a_division_that_is_guarded_can_not_fail() -> None:
    assert found(written(rule("share", "days > 0 && 12 / days > 3"), facts=DAYS), "can_fail") == []


def test_what_policy_allows_and_nobody_may_grant_is_shown_from_where_on() -> None:
    limits = [
        {"grade": "manager", "function": "any", "ask": "wish", "when": "ask.amount + case.granted <= 500"}
    ]
    book = written(
        rule("yes", "ask.amount <= 1000"), params={"amount": {"type": "money"}}, files={"authority": limits}
    )

    assert messages(book, "nobody_may_grant") == [
        "Policy allows `wish` and nobody may grant it, from this on: "
        "asked by manager, `ask.amount` is 501.00."
    ]


def test_a_refusal_beyond_the_highest_limit_leaves_no_hole() -> None:
    limits = [{"grade": "manager", "function": "any", "ask": "wish", "when": "ask.amount <= 500"}]
    book = written(
        rule("yes", "ask.amount <= 500"), params={"amount": {"type": "money"}}, files={"authority": limits}
    )

    assert found(book, "nobody_may_grant") == []


def other(when: str, alternatives: list[object]) -> Data:
    return {
        "asks/other": {
            "ask": "other",
            "means": "Something else.",
            "examples": ["other"],
            "purpose": "other",
            "params": {},
            "rules": [rule("other.yes", when)],
            "otherwise": NO,
            "alternatives": alternatives,
        }
    }


def test_an_alternative_that_is_refused_whenever_it_would_be_offered_is_told() -> None:
    book = written(
        rule("yes", "days <= 30"), facts=DAYS, alternatives=["other"], files=other("days < 10", [])
    )

    assert messages(book, "never_offered") == [
        "`other` is never offered instead of `wish`: whenever that is refused, this can't be had either."
    ]


def test_two_asks_that_refer_to_each_other_in_vain_are_a_circle() -> None:
    files = other("days <= 30", ["wish"])
    book = written(rule("yes", "days <= 30"), facts=DAYS, alternatives=["other"], files=files)

    assert messages(book, "never_offered") == [
        f"`{one}` is never offered instead of `{two}`: each of the two is refused whenever the other is, "
        "and they refer to each other."
        for one, two in (("wish", "other"), ("other", "wish"))
    ]


def test_an_alternative_that_helps_somebody_is_fine() -> None:
    book = written(rule("yes", "days <= 30"), facts=DAYS, alternatives=["other"], files=other("opened", []))

    assert found(book, "never_offered") == []


PLAN: Data = {"then": "phase", "steps": [{"terms": "old", "until": "today + 30"}, {"terms": "new"}]}


def changing(book_rule: Data, after: Data) -> Book:
    ask: Data = {
        "ask": "change",
        "means": "Another price.",
        "examples": ["change"],
        "purpose": "change",
        "rules": [book_rule],
        "otherwise": NO,
        "after": after,
    }
    return written(facts={**DAYS, "used": {"type": "bool"}}, files={"asks/change": ask})


def test_a_plan_that_is_granted_again_and_again_never_ends() -> None:
    (message,) = messages(changing(rule("plan", "opened", **PLAN), {"used": "true"}), "never_ends")

    assert message.startswith(
        "The transition of `plan` never ends: once it was granted (`used` as `after:` says)"
    )


def test_a_plan_that_is_granted_once_ends() -> None:
    assert found(changing(rule("plan", "opened && !used", **PLAN), {"used": "true"}), "never_ends") == []


def test_a_plan_of_which_nothing_is_remembered_is_remarked_on() -> None:
    (remark,) = found(changing(rule("plan", "opened", **PLAN), {}), "never_ends")

    assert remark.finding.severity == "note"
    assert "a later day" in remark.finding.message


def test_what_only_otherwise_catches_is_a_note() -> None:
    (note,) = found(written(rule("early", "days <= 30"), facts=DAYS), "only_otherwise")

    assert note.finding.severity == "note"
    assert note.finding.message == (
        "No rule of `wish` speaks of a case such as this, and `otherwise` refuses it: `days` is 31."
    )


def test_what_proofs_do_not_follow_is_named_with_its_place() -> None:
    facts: Data = {"days": {"type": "int"}, "price": {"type": "money"}}
    (note,) = found(written(rule("much", "price * days > 5"), facts=facts), "not_provable")

    assert note.finding.message == (
        "`price * days` is not followed by proofs: a product of two things that can both vary. "
        "It is taken to come to anything."
    )
    assert note.finding.place.file == "asks/wish.yaml"


@pytest.mark.parametrize("check", ["gap", "contradiction"])
def test_a_discovery_can_be_kept_as_a_story(check: str) -> None:
    steps = [{"terms": "old", "days": 30}, {"terms": "new"}]
    book = written(
        rule("early", "days <= 30"),
        rule("late", "days > 31"),
        rule("a", "opened && days > 99", then="phase", steps=steps),
        rule("b", "opened && days > 98", then="phase", steps=steps),
        facts=DAYS,
    )

    (discovery,) = found(book, check)
    story = discovery.as_story()

    assert story is not None
    assert "expect:\n  - verdict: " in story
