"""What can never hold is never true, whatever is known; and slips are found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doable.policy.language.checking import check
from doable.policy.language.evaluating import evaluate
from doable.policy.language.parsing import parse
from doable.workbench.contradicting import denied, never_holds
from tests.unit.policy.language.expressions import FACTS, NAMES, bools
from tests.unit.policy.language.test_evaluating import VIENNA


def tree(source):
    return check(parse(source), NAMES).node


def value_of(node, facts):
    return evaluate(node, facts.get, zone=VIENNA)


@settings(max_examples=40)
@given(st.lists(bools, min_size=1, max_size=3), FACTS)
def test_what_never_holds_is_never_true(sources, facts):
    nodes = [tree(source) for source in sources]
    if never_holds(*nodes):
        assert not all(value_of(node, facts) is True for node in nodes)


@settings(max_examples=40)
@given(bools)
def test_a_condition_and_its_contrary_never_hold_together(source):
    assert never_holds(tree(source), denied(tree(source)))


@pytest.mark.parametrize(
    "source",
    [
        "order.days < 3 && order.days > 3",
        "order.days < 3 && 3 <= order.days",
        "order.days == 3 && order.days != 3",
        "order.days in [1, 2] && order.days in [3, 4]",
        "order.days * 2 > 8 && !(order.days * 2 > 8)",
        "days(order.on, order.on) > 3 && days(order.on, order.on) < 2",
        "(item.opened || item.faulty) && !item.opened && !item.faulty",
        '!(customer.tier != "gold") && customer.tier == "silver"',
    ],
)
def test_a_slip_is_found(source):
    assert never_holds(tree(source))


@pytest.mark.parametrize(
    "source",
    [
        "order.days <= 3 && order.days >= 3",
        "order.days > 3 && order.count < 3",
        "order.days in [1, 2] && order.days in [2, 3]",
        "item.opened || !item.opened",
        "order.days * 2 > 8 && order.days * 3 < 2",
    ],
)
def test_what_may_hold_is_left_alone(source):
    assert not never_holds(tree(source))
