import pytest

from doable.workbench.showing.folding import folded, has_names


@pytest.mark.parametrize("text", ["Müller für 5 €", "“quoted” – dash … café", "Straße", "plain"])
def test_what_the_fonts_have_stays(text: str) -> None:
    assert folded(text) == text
    assert not has_names(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Dvořák", "Dvorák"),
        ("a → b", "a -> b"),
        ("x ≤ 5", "x at most 5"),
        ("u\u0308", "ü"),
        ("½ ﬁne", "½ fine"),
    ],
)
def test_other_letters_are_written_another_way(text: str, plain: str) -> None:
    assert folded(text) == plain
    assert not has_names(text)


def test_letters_that_have_no_other_way_are_named() -> None:
    assert folded("5 Ω 茶") == "5 [omega] [cjk unified ideograph-8336]"
    assert has_names("5 Ω")
