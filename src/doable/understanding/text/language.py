"""The language of a text, told by the small words that every sentence has and by letters of its own."""

from __future__ import annotations

import re

# The most frequent small words; those that several of the languages share count for each of them.
_SMALL_WORDS = {
    "en": "the a an and or but of to in on for with at from by is are was were be been have has had do "
    "does did will "
    "would can could should not no my your our his her their this that these it its i i'm i've you we "
    "they he she me "
    "us when what why how where who please thanks thank still just any there if as pls hi hello so too "
    "again im ive "
    "dont cant u ur",
    "de": "der die das den dem des ein eine einen einem einer und oder aber zu von mit für auf bei nach "
    "aus an im am "
    "ist sind war waren wurde werden wird habe haben hat hatte kann können könnte muss soll nicht kein "
    "keine mein "
    "meine mir mich ihr ihre ihnen sie ich wir es er uns bitte danke noch auch schon wenn dass was "
    "warum wie wann "
    "sehr hallo guten gruß grüße zum zur vom seit bis",
    "fr": "le la les un une des du de et ou mais à au aux en dans sur pour avec par est sont était être "
    "avoir ai as a "
    "avez ont pas ne plus mon ma mes votre vos notre nos je j'ai tu il elle nous vous ils on ce cette "
    "ces c'est qui "
    "que quoi quand pourquoi comment où bonjour merci svp depuis toujours n'est d'un d'une bien",
    "es": "el la los las un una unos unas de del y o pero a al en con por para sin es son era está "
    "están ser tener he "
    "ha han no mi mis su sus nuestro yo tú usted ustedes nosotros me se lo le que qué cuándo cómo dónde "
    "porque "
    "cuando hola gracias favor desde todavía ya muy más buenos buenas días este esta",
    "it": "il lo la i gli le un uno una di del della dei e o ma a al in nel con per da dal su è sono "
    "era essere avere "
    "ho ha hanno non mio mia vostro nostro io tu lei noi voi mi si ci che chi cosa quando perché come "
    "dove ciao "
    "grazie buongiorno salve prego ancora già molto più questo questa vorrei posso",
    "nl": "de het een en of maar van in op voor met bij uit aan naar is zijn was waren werd wordt heb "
    "heeft hebben had "
    "kan kunnen moet niet geen mijn uw jullie onze ik je jij u hij zij wij we ze er dit dat deze die "
    "wat wanneer "
    "waarom hoe waar graag alstublieft bedankt dank hallo goedemorgen nog al ook als sinds tot",
}
# Letters and signs that hardly stand elsewhere.
_LETTERS = {"de": "äöüß", "fr": "çœêèàùûîëï", "es": "ñ¿¡áíóú", "it": "òìàèù", "nl": "ĳ"}
_WORDS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_MOST_CHARACTERS = 4_000
_OF_A_LETTER = 0.5
_LETTERS_ENOUGH = 4
_WEIGHTS: dict[str, list[str]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _WEIGHTS.setdefault(_word, []).append(_language)


def language(text: str, default: str = "en") -> str:
    """The likeliest of English, German, French, Spanish, Italian and Dutch; `default` where nothing tells."""
    beginning = text[:_MOST_CHARACTERS].lower().replace("’", "'")
    scores = dict.fromkeys(_SMALL_WORDS, 0.0)
    for word in _WORDS.findall(beginning):
        for known in _WEIGHTS.get(word, ()):
            scores[known] += 1 / len(_WEIGHTS[word])
    for known, letters in _LETTERS.items():
        seen = sum(beginning.count(letter) for letter in letters)
        scores[known] += _OF_A_LETTER * min(seen, _LETTERS_ENOUGH)
    best = max(scores, key=lambda known: scores[known])
    return best if scores[best] > scores.get(default, 0.0) else default
