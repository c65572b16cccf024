import pytest

from doable.project.configuration import Configuration
from doable.web.settings import telling


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("secret_key", "abc", "given"),
        ("secret_key", "", "made by the desk"),
        ("smtp_url", "smtps://desk:geheim@mail.example:465", "smtps://desk:•••@mail.example:465"),
        ("imap_url", "", ""),
        ("webform", True, "yes"),
        ("hosts", ("a.example", "b.example"), "a.example, b.example"),
    ],
)
def test_a_setting_is_shown_without_its_secret(name: str, value: object, shown: str) -> None:
    assert telling.shown(name, value) == shown


def test_every_setting_is_told_once_with_what_it_means() -> None:
    told = [each for _label, settings in telling.groups(Configuration()) for each in settings]
    assert len({each.name for each in told}) == len(told)
    assert all(each.says for each in told)
