"""Entries of a file: told apart, read, changed, added, taken out, moved; the rest stays byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doable.policy.loading.shapes import SHAPES
from doable.workbench.editing import entries
from doable.workbench.editing.forms import differences, flat, parts_of, values_from
from doable.workbench.editing.spanning import NoEntry, Unreadable, find, root
from doable.workbench.editing.valuing import Values, Written

if TYPE_CHECKING:
    from doable.workbench.editing.entries import Entry

ASK = "asks/refund.yaml"
TEXT = """\
# What is asked most.
ask: refund
means: The customer wants money back.
examples:
  - I want my money back   # the usual one
  - 'refund, please'
purpose: be made whole
params:
  amount: {type: money, default: order.total}
rules:
  # Goods.
  - id: refund.in_time   # the good case
    when: >-
      order.days <= 30
      && !item.opened
    then: grant
    gives: {amount: ask.amount, by: today + 5}

  # Opened goods.
  - id: refund.opened
    when: item.opened
    then: decline
    ground: policy
    because: {en: It is opened., de: "Es ist offen."}
    unless:
      - {when: customer.gold, then: approve, by: supervisor}
      - when: customer.platinum
        then: lift
otherwise: {then: decline, ground: policy, because: No.}
"""

few = settings(max_examples=20)


def entry(at: str, text: str = TEXT, file: str = ASK) -> Entry:
    return next(each for each in entries.entries_of(file, text) if each.at == at)


def lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went, and those that came."""
    one, other = before.split("\n"), after.split("\n")
    while one and other and one[0] == other[0]:
        del one[0], other[0]
    while one and other and one[-1] == other[-1]:
        del one[-1], other[-1]
    return one, other


def test_the_entries_of_an_ask_are_told_apart_with_their_lines() -> None:
    found = [(each.at, each.title, each.first, each.last) for each in entries.entries_of(ASK, TEXT)]
    assert found == [
        ("", "The ask", 1, 29),
        ("params/amount", "amount", 9, 9),
        ("rules/0", "refund.in_time", 12, 17),
        ("rules/1", "refund.opened", 20, 28),
        ("rules/1/unless/0", "Exception 1", 26, 26),
        ("rules/1/unless/1", "Exception 2", 27, 28),
        ("otherwise", "Otherwise", 29, 29),
    ]


def test_one_changed_key_changes_its_line_alone() -> None:
    after = entries.changed(ASK, TEXT, entry("rules/1"), {"ground": "law"})
    assert lines(TEXT, after) == (["    ground: policy"], ["    ground: law"])


def test_a_comment_behind_a_changed_value_stays() -> None:
    after = entries.changed(ASK, TEXT, entry("rules/0"), {"id": "refund.soon"})
    assert "  - id: refund.soon   # the good case\n" in after


def test_a_folded_condition_keeps_its_form() -> None:
    after = entries.changed(ASK, TEXT, entry("rules/0"), {"when": "order.days <= 14"})
    assert "    when: order.days <= 14\n    then: grant\n" in after


def test_a_long_condition_breaks_before_its_parts() -> None:
    long = " && ".join(f"order.number_of_things_{number} <= {number}" for number in range(6))
    after = entries.changed(ASK, TEXT, entry("rules/1"), {"when": long})
    assert "    when: >-\n      order.number_of_things_0" in after
    assert "\n      && order" in after
    assert entries.content_of(ASK, after, entry("rules/1", after)).values["when"] == long


def test_a_new_key_stands_where_its_shape_has_it() -> None:
    after = entries.changed(ASK, TEXT, entry("rules/1"), {"clause": "Terms 2.3"})
    assert lines(TEXT, after) == ([], ["    clause: Terms 2.3"])


def test_a_key_that_says_nothing_goes() -> None:
    after = entries.changed(ASK, TEXT, entry("rules/1"), {"because": ""})
    assert "Es ist offen" not in after
    assert "    ground: policy\n    unless:\n" in after


def test_nothing_promised_is_a_thing_to_say() -> None:
    after = entries.changed(ASK, TEXT, entry("rules/0"), {"gives": {}})
    assert "    gives: {}\n" in after


def test_an_entry_in_braces_stays_in_braces() -> None:
    after = entries.changed(
        ASK, TEXT, entry("rules/1/unless/0"), {"by": {"grade": "manager"}, "ground": "law"}
    )
    assert "      - {when: customer.gold, then: approve, ground: law, by: manager}\n" in after


def test_one_that_gets_too_long_for_its_braces_is_laid_out() -> None:
    because = "We make an exception for those who have been with us for as long as anybody can remember."
    after = entries.changed(ASK, TEXT, entry("rules/1/unless/0"), {"because": because})
    assert f"      - when: customer.gold\n        then: approve\n        because: {because}\n" in after


def test_examples_that_stay_keep_their_lines() -> None:
    new = ["I want my money back", "give it back", "refund, please"]
    after = entries.changed(ASK, TEXT, entry(""), {"examples": new})  # type: ignore[dict-item]  # a list of texts
    assert lines(TEXT, after) == ([], ["  - give it back"])


def test_a_rule_is_added_at_the_end_of_the_rules() -> None:
    after = entries.added(
        ASK, TEXT, ("rules",), "rule", {"id": "refund.new", "when": "true", "then": "refer"}
    )
    assert "        then: lift\n  - id: refund.new\n    when: true\n    then: refer\notherwise:" in after


def test_a_rule_without_exceptions_gets_its_first() -> None:
    after = entries.added(ASK, TEXT, ("rules", "0", "unless"), "exception", {"when": "false", "then": "lift"})
    assert (
        "by: today + 5}\n    unless:\n      - when: false\n        then: lift\n\n  # Opened goods." in after
    )


def test_an_exception_taken_out_leaves_the_others() -> None:
    after = entries.removed(ASK, TEXT, entry("rules/1/unless/0"))
    assert lines(TEXT, after) == (["      - {when: customer.gold, then: approve, by: supervisor}"], [])


def test_the_last_exception_takes_the_list_with_it() -> None:
    once = entries.removed(ASK, TEXT, entry("rules/1/unless/0"))
    after = entries.removed(ASK, once, entry("rules/1/unless/0", once))
    assert "unless" not in after
    assert 'de: "Es ist offen."}\notherwise' in after


def test_a_rule_moves_with_the_comment_right_above_it() -> None:
    after, at = entries.moved(ASK, TEXT, entry("rules/1"), -1)
    assert at == "rules/0"
    assert after.index("# Opened goods.\n  - id: refund.opened") < after.index(
        "# Goods.\n  - id: refund.in_time"
    )
    assert entries.moved(ASK, after, entry("rules/1", after), -1)[0] == TEXT


def test_the_first_rule_does_not_move_further_up() -> None:
    assert entries.moved(ASK, TEXT, entry("rules/0"), -1) == (TEXT, "rules/0")


def test_a_fact_is_added_beside_its_like() -> None:
    text = "order.total: {type: money}\nitem.opened: {type: bool}\n"
    after = entries.added("facts.yaml", text, ("order.day",), "fact", {"type": "date"})
    assert after == "order.total: {type: money}\norder.day:\n  type: date\nitem.opened: {type: bool}\n"


def test_an_empty_list_takes_its_first_row() -> None:
    after = entries.added("authority.yaml", "[]\n", (), "limit", {"grade": "agent", "ask": ["refund"]})
    assert [each.title for each in entries.entries_of("authority.yaml", after)] == ["agent"]


def test_of_a_playbook_only_the_front_matter_changes() -> None:
    text = "---\nsituation: decline\n---\n## answer\nsituation: this stays\n"
    found = entry("", text, "playbooks/decline.md")
    after = entries.changed("playbooks/decline.md", text, found, {"channel": "chat"})
    assert after == "---\nsituation: decline\nchannel: chat\n---\n## answer\nsituation: this stays\n"


def test_a_text_that_is_no_yaml_says_where() -> None:
    with pytest.raises(Unreadable) as refused:
        entries.entries_of(ASK, "ask: [refund\nmeans: x\n")
    assert refused.value.finding.place.line


def test_where_nothing_stands_there_is_no_entry() -> None:
    with pytest.raises(NoEntry):
        find(root(ASK, TEXT), ("rules", "7"))


def test_what_has_no_form_of_its_own_is_kept_as_written() -> None:
    text = (
        "- story: one\n  asks: [{ask: refund}]\n  facts:\n    a.b: 1   # said\n    c.d: x\n  expect: [{}]\n"
    )
    found = entry("0", text, "stories/a.yaml")
    facts = entries.content_of("stories/a.yaml", text, found).values["facts"]
    assert facts == Written("a.b: 1   # said\nc.d: x")


def test_a_key_that_holds_something_else_is_left_to_the_text() -> None:
    text = TEXT.replace("then: grant", "then: [grant]")
    assert entries.content_of(ASK, text, entry("rules/0", text)).odd == ("then",)


LINES = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters="\x85\ufeff"
    ),
    min_size=1,
    max_size=150,
).map(str.strip).filter(bool)  # fmt: skip
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
TEXTS = st.one_of(LINES, st.fixed_dictionaries({"en": LINES, "de": LINES}))


@st.composite
def rules(draw: st.DrawFn) -> Values:
    """Any rule: what its keys say need not make sense, only come back the same."""
    found: dict[str, object] = {
        "id": draw(NAMES),
        "when": draw(LINES),
        "then": draw(st.sampled_from(["grant", "approve", "bill", "decline"])),
        "ground": draw(st.sampled_from(["law", "policy"])),
        "because": draw(TEXTS),
        "clause": draw(LINES),
        "note": draw(TEXTS),
        "gives": draw(st.dictionaries(NAMES, LINES, min_size=1, max_size=3)),
        "next": {"what": draw(TEXTS), "who": draw(LINES), "within": str(draw(st.integers(0, 999)))},
        "by": {"grade": draw(NAMES), "function": draw(NAMES)},
        "steps": draw(
            st.lists(
                st.fixed_dictionaries({"terms": TEXTS, "orders": st.integers(1, 9).map(str)}),
                min_size=1,
                max_size=3,
            )
        ),
        "second_person": draw(st.sampled_from(["true", "false"])),
    }
    kept = draw(st.sets(st.sampled_from(sorted(found)))) | {"when", "then"}
    return {name: found[name] for name in SHAPES["rule"] if name in kept}  # type: ignore[misc]  # of these kinds


@few
@given(rules(), st.sampled_from(["rules/0", "rules/1", "rules/1/unless/0", "rules/1/unless/1"]))
def test_a_rule_written_and_read_is_the_same_rule_and_the_rest_stays(values: Values, at: str) -> None:
    before = entry(at)
    known = entries.content_of(ASK, TEXT, before).values
    gone = {name: "" for name in known if name not in values}
    after = entries.changed(ASK, TEXT, before, {**gone, **values})
    assert entries.content_of(ASK, after, entry(at, after)).values == values
    for other in entries.entries_of(ASK, TEXT):
        same = entries.content_of(ASK, after, entry(other.at, after))
        assert other.at == at or same == entries.content_of(ASK, TEXT, other)
    assert [line for line in after.split("\n") if line.lstrip().startswith("#")] == [
        line for line in TEXT.split("\n") if line.lstrip().startswith("#")
    ]


@few
@given(rules())
def test_a_rule_added_is_the_rule_that_is_read(values: Values) -> None:
    after = entries.added(ASK, TEXT, ("rules",), "rule", values)
    assert entries.content_of(ASK, after, entry("rules/2", after)).values == values


@few
@given(rules())
def test_a_form_and_what_it_sends_back_are_the_same_rule(values: Values) -> None:
    fields = flat(parts_of(values, "rule", ("en", "de")))
    assert values_from(fields, "rule", ("en", "de")) == values
    assert differences(fields, fields, "rule", ("en", "de")) == {}


@few
@given(rules(), rules())
def test_only_what_was_changed_in_a_form_is_changed(was: Values, now: Values) -> None:
    before, after = (flat(parts_of(each, "rule", ("en", "de"))) for each in (was, now))
    changed = differences(before, after, "rule", ("en", "de"))
    assert {name: now.get(name, "") for name in {*was, *now} if was.get(name) != now.get(name)} == changed
