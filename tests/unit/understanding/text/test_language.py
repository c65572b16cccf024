"""The language of a message."""

import pytest

from doable.understanding.text.language import language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Where is my order?", "en"),
        ("Wo bleibt mein Paket?", "de"),
        ("Où est ma commande ?", "fr"),
        ("Quiero devolver la máquina", "es"),
        ("Dov’è il mio ordine? Grazie", "it"),
        ("Waar blijft mijn bestelling?", "nl"),
        ("refund pls", "en"),
    ],
)
def test_a_language_is_told_by_its_small_words(text: str, expected: str) -> None:
    assert language(text) == expected


def test_where_nothing_tells_it_is_the_default() -> None:
    assert language("51750", default="de") == "de"
