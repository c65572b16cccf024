import pytest

from doable.understanding.text.phrases import Phrases, phrases, strengths

KIND = Phrases(
    {"sad": ["a pity", "disappoint*", "shame"], "mad": ["shame on you", "^ stop/halt", "pay _ back"]}
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What a pity!", {"sad": 1}),
        ("I'm DISAPPOINTED, disappointing", {"sad": 2}),
        ("shame on you", {"mad": 1}),
        ("it is a shame", {"sad": 1}),
        ("so stop it", {"mad": 1}),
        ("Halt!", {"mad": 1}),
        ("the bus stop", {}),
        ("pay me it all back", {"mad": 1}),
        ("pay back", {}),
        ("pay me this and all of that back", {}),
        ("", {}),
    ],
)
def test_phrases_are_found_by_their_notation(text, found):
    assert KIND.count(text) == found


def test_an_apostrophe_is_an_apostrophe():
    assert Phrases({"no": ["don't"]}).count("I don’t") == {"no": 1}


def test_strengths_are_a_share_and_a_presence():
    assert strengths(KIND.count("shame, shame, shame, shame, shame"), KIND.groups) == [1, 1, 0, 0]


@pytest.mark.parametrize("name", ["feelings", "causes", "requests"])
def test_the_lists_of_the_core_can_be_read(name):
    assert phrases(name).groups


def test_every_way_to_say_a_phrase_can_be_listed():
    said = {" ".join(one.words) for one in Phrases({"no": ["never/not again"]}).wordings()}
    assert said == {"never again", "not again"}
