"""What is said of a file that is no YAML, where the table of broken books does not reach."""

from yaml import Mark
from yaml.scanner import ScannerError

from doable.policy.loading.unreadable import not_yaml


def test_an_error_nobody_has_met_yet_is_passed_on() -> None:
    mark = Mark("f", 4, 0, 4, "abc: d", 4)

    found = not_yaml(ScannerError(None, None, "something new", mark), "abc: d", "f")

    assert str(found.place) == "f:1:5"
    assert found.message == "this is not well-formed YAML: something new"


def test_an_error_without_a_place_is_at_the_beginning() -> None:
    assert str(not_yaml(ScannerError(None, None, None, None), "abc", "f").place) == "f:1:1"
