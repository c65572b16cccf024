import pytest

from doable.understanding.meaning.feeling import emotion
from doable.understanding.meaning.hinting import hints
from doable.understanding.text.clauses import clauses
from doable.understanding.understood import EMOTIONS, Message


def read(text):
    return emotion(Message(text), hints([text[part.start : part.end] for part in clauses(text)]))


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("Good morning, could you tell me your opening hours? Thank you.", "calm"),
        ("I am so sad about it, what a pity. I had hoped for more.", "disappointed"),
        ("For the third time: nobody answers. This is getting tiresome.", "frustrated"),
        ("This is outrageous!!! You are liars, I DEMAND my money NOW!", "angry"),
        ("Never again. I am going to another supplier, you have lost a customer.", "leaving"),
        ("Das ist eine Frechheit! Unverschämt!!", "angry"),
        ("It grieves me to see how times have changed with you.", "disappointed"),
        ("A house like ours is served by another firm from Monday, you may fetch your machines.", "leaving"),
        ("Quel dommage, je suis très déçue.", "disappointed"),
    ],
)
def test_each_rung_of_the_ladder_has_its_words(text, mood):
    assert read(text) == mood


@pytest.mark.parametrize("text", ["", " ", "12.50", "???", "🙂"])
def test_a_message_without_words_is_calm(text):
    assert read(text) == "calm"


def test_leaving_on_a_condition_is_leaving():
    assert read("Match the price or I take my business to your competitor.") == "leaving"


def test_shouting_is_louder_than_the_same_words_in_small_letters():
    quiet, loud = (read(text) for text in ("where is my order", "WHERE IS MY ORDER?!!! NOW!!!"))
    assert EMOTIONS.index(loud) > EMOTIONS.index(quiet)


def test_a_mood_is_read_from_the_beginning_of_a_very_long_message():
    assert read("Unbelievable!!! What a disgrace, you liars! " + "bla " * 20000) in EMOTIONS
