import pytest

from doable.understanding.meaning.requesting import ASKING, HINTING, SILENT, cues, plainness


@pytest.mark.parametrize(
    ("clause", "manner"),
    [
        ("Could you send it?", ASKING),
        ("take it off my bill", ASKING),
        ("Caller wants it moved", ASKING),
        ("anything new?", ASKING),
        ("Ich möchte das Geld zurück", ASKING),
        ("that fee comes off", HINTING),
        ("The lid is cracked", SILENT),
        ("Kind regards", SILENT),
    ],
)
def test_clauses_ask_more_or_less_plainly(clause, manner):
    assert plainness(cues([clause])) == [manner]


def test_no_clauses_have_no_manner():
    assert len(plainness(cues([]))) == 0
