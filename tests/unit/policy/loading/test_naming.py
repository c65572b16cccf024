"""What facts and params say of how they are read in a message."""

from doable.policy.book import Contents
from tests.unit.policy.loading.base_book import changed, checked


def contents_with(file: str, replace: str, by: str) -> Contents:
    contents, findings = checked(changed(file, replace, by))
    assert contents is not None, findings
    return contents


def test_a_fact_keeps_the_examples_of_what_it_looks_like() -> None:
    by = 'reads: order.number\n  looks_like: [CC-48213, "51750"]'
    contents = contents_with("facts.yaml", "reads: order.number", by)

    assert contents.facts["order.number"].looks_like == ("CC-48213", "51750")


def test_a_single_example_is_a_list_of_one() -> None:
    contents = contents_with("facts.yaml", "reads: order.number", "reads: order.number\n  looks_like: 51750")

    assert contents.facts["order.number"].looks_like == ("51750",)


def test_a_param_may_be_read_under_another_name() -> None:
    by = "{type: money, default: order.total, reads: sum.wanted}"
    contents = contents_with("asks/refund.yaml", "{type: money, default: order.total}", by)

    params = contents.asks["refund"].params
    assert (params["amount"].reads, params["speed"].reads) == ("sum.wanted", None)
