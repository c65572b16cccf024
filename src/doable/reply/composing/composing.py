"""A reply to a customer from what was decided: acknowledge, restate, answer, offer, say what comes next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doable.policy.language.times import date_of
from doable.policy.vocabulary import ALLOWED
from doable.reply.composing.languages.english import English
from doable.reply.composing.languages.german import German
from doable.reply.composing.laying_out import BRIEF, Letter, Part, joined, lay_out
from doable.reply.composing.offering import nearest, options, referrals
from doable.reply.composing.showing import Named, Shown
from doable.reply.composing.situations import FIRM, HOLDING, channel_of, situations_of, tone_of, withheld
from doable.reply.composing.stepping import step_values, with_steps
from doable.reply.composing.texts import STAND_IN, texts_of
from doable.reply.composing.values import ask_values, letter_values, quote_of
from doable.reply.composing.writing import Writer
from doable.reply.occasion import Draft
from doable.reply.playbooks import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.policy.book import Contents
    from doable.policy.deciding.decision import Answer, Offer
    from doable.reply.composing.languages.language import Language
    from doable.reply.composing.texts import Texts
    from doable.reply.occasion import Occasion

LANGUAGES: dict[str, Language] = {language.code: language for language in (English(), German())}
# Wishes longer than this together are not listed at the beginning; each stands with its answer.
_LONGEST_OVERVIEW = 240
# These letters begin with something else than a word on the trouble.
_UNTROUBLED = ("abuse", "after_escalation")
Values = dict[str, object]


def compose(contents: Contents, occasion: Occasion) -> Draft:
    """The reply that tells the decision, in the company's words where it has some, else in built-in ones.

    Raises PlaybookError where a playbook of the book can't be filled in.
    """
    texts = texts_of(contents)
    code = language_of(contents, occasion, texts)
    shown = Shown(
        language=LANGUAGES.get(code, LANGUAGES[STAND_IN]),
        currency=contents.currency,
        zone=contents.zone,
        today=date_of(occasion.decision.at, contents.zone),
    )
    writer = Writer(texts, channel=channel_of(occasion), language=code)
    return _Composing(contents, occasion, shown, writer).draft()


def language_of(contents: Contents, occasion: Occasion, texts: Texts) -> str:
    """The customer's language where there are texts in it, else the book's, else the built-in one."""
    read = occasion.understanding
    wanted = (occasion.language, read.language if read else None, contents.languages[0])
    return next((code for code in wanted if code and texts.speaks(code)), STAND_IN)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One ask with the situations its answer is for and the values its texts see."""

    answer: Answer
    situations: tuple[str, ...]
    values: Values

    @property
    def wish(self) -> str:
        """What the customer would like, as part of a sentence; empty if that can't be told."""
        ask = self.values["ask"]
        assert isinstance(ask, Named)
        return str(ask["wish"] or "")


class _Composing:
    def __init__(self, contents: Contents, occasion: Occasion, shown: Shown, writer: Writer) -> None:
        self.contents, self.occasion, self.shown, self.writer = contents, occasion, shown, writer
        self.public = writer.channel == "review"
        self.brief = writer.channel in BRIEF
        self.tone = tone_of(occasion)
        self.letter = {**letter_values(contents, occasion, shown, writer.channel), "brief": self.brief}

    def draft(self) -> Draft:
        """The whole reply."""
        answers = with_steps(self.occasion.decision)
        asked = [self.asked(answer, first=not index) for index, answer in enumerate(answers)]
        named = [self.tone[0], *(each.situations[0] for each in asked)]
        text = self.written_whole(asked) or lay_out(self.parts_of(asked), self.writer.channel)
        return Draft(text, tuple(dict.fromkeys(named)), self.writer.language)

    def written_whole(self, asked: list[_Asked]) -> str:
        """The letter that the company has written as one piece for this situation, if it has."""
        only = asked[0] if len(asked) == 1 else None
        own = only.situations[:-1] if only else ()
        playbook = self.writer.texts.whole(
            situations=(*self.tone[:-1], *own, self.tone[-1]),
            channel=self.writer.channel,
            language=self.writer.language,
        )
        if playbook is None or not asked:
            return ""
        values = {**asked[0].values, **self.beside(asked[0], ""), "wishes": [each.wish for each in asked]}
        return render(playbook, values).strip()

    def parts_of(self, asked: list[_Asked]) -> Letter:
        """All that the letter says."""
        overview = self.overview(asked)
        first = asked[0].answer.ask if asked else None
        values = {**self.letter, **(asked[0].values if asked else {"ask": Named()})}
        plain = self.public or self.writer.channel == "phone" or self.tone[0] in _UNTROUBLED
        opening = [
            self.writer.write(name, values, situations=self.tone, ask=first)
            for name in (*(() if plain else ("trouble",)), "acknowledge", "apologise")
        ]
        return Letter(
            greeting=self.writer.write("greeting", values, situations=self.tone),
            opening=joined(opening),
            overview=overview,
            parts=self.parts(asked, restated=bool(overview)),
            close=self.writer.write("close", values, situations=self.tone),
        )

    def asked(self, answer: Answer, *, first: bool) -> _Asked:
        """An ask with its values; what the whole matter is about is named with the first one only."""
        situations = situations_of(answer, self.occasion)
        if HOLDING in situations:
            answer = withheld(answer)
        values = {**self.letter, **ask_values(self.contents, answer, self.shown, public=self.public)}
        values |= {"reference": self.letter["reference"] if first else None, "also": not first}
        values["ask"] = self.named(answer.ask, values, situations, self.quote(answer))
        return _Asked(answer, situations, values)

    def named(self, ask: str, values: Values, situations: tuple[str, ...], quote: str | None) -> Named:
        """The params of an ask, with what it is called in sentences."""
        params = values["ask"]
        assert isinstance(params, Named)
        known = self.contents.asks.get(ask)
        means = known.means.within(self.shown.language.code) if known else None
        wish = self.writer.write("wish", values, situations=situations, ask=ask)
        return Named(
            {
                **params,
                "name": ask,
                "means": means,
                "quote": quote,
                "wish": wish or (self.shown.language.wish(means) if means else None),
                "noun": self.writer.write("noun", values, situations=situations, ask=ask) or None,
            }
        )

    def quote(self, answer: Answer) -> str | None:
        """The customer's own words for an ask, where they can be repeated."""
        return quote_of(self.occasion, answer, self.shown.language.code)

    def overview(self, asked: list[_Asked]) -> str:
        """What the customer asked for, all together, where that is short."""
        wishes = [*dict.fromkeys(each.wish for each in asked)]
        plain = all(wishes) and all(map(self.stands_alone, asked))
        if len(asked) < 2 or not plain or sum(map(len, wishes)) > _LONGEST_OVERVIEW:
            return ""
        if len(wishes) == 1:
            return self.section("restate", asked[0], asked[0].values)
        language = self.shown.language
        values = {**self.letter, "wishes": language.listed(wishes), "count": language.counted(len(wishes))}
        return self.writer.write("overview", values, situations=self.tone)

    def parts(self, asked: list[_Asked], *, restated: bool) -> tuple[Part, ...]:
        """What is said of each ask; what is the same for all does not name them one by one."""
        unnamed = [replace(each, values={**each.values, "several": False}) for each in asked]
        alike = tuple(self.part(each, restated=restated) for each in unnamed)
        if restated and len({part.body for part in alike}) == 1:
            return alike
        return tuple(self.part(each, restated=restated) for each in asked)

    def part(self, asked: _Asked, *, restated: bool) -> Part:
        """What is said of one ask."""
        values = {**asked.values, **self.beside(asked, "")}
        wish = "" if restated or self.says_itself(asked) else self.section("restate", asked, values)
        values["restated"] = bool(wish)
        said = joined(self.section(name, asked, values) for name in ("answer", "reason", "risk"))
        after = {**values, **self.beside(asked, said)}
        return Part(
            body=joined([wish, said]),
            options=self.section("options", asked, after),
            elsewhere=self.section("elsewhere", asked, after),
            next=self.section("next", asked, after),
        )

    def section(self, name: str, asked: _Asked, values: Mapping[str, object]) -> str:
        """A section of one ask; no answer is the same whatever was decided."""
        situations = asked.situations[:-1] if name == "answer" else asked.situations
        return self.writer.write(name, values, situations=situations, ask=asked.answer.ask)

    def says_itself(self, asked: _Asked) -> bool:
        """Whether the answer alone is enough: on the phone, or where a brief yes names what was asked for."""
        if not self.brief or FIRM in asked.situations or self.is_told_in_words(asked):
            return False
        if self.writer.channel == "phone":
            return self.stands_alone(asked)
        return asked.answer.verdict == "doable" and self.is_special(asked)

    def is_told_in_words(self, asked: _Asked) -> bool:
        """Whether the wish holds words of the customer's own, which no answer repeats."""
        known = self.contents.asks.get(asked.answer.ask)
        names = {name for name, param in known.params.items() if not param.reads} if known else set()
        params = (typed for typed in asked.answer.params if typed.name in names)
        texts = [typed.value for typed in params if isinstance(typed.value, str)]
        return any(" " in text and text in asked.wish for text in texts)

    def stands_alone(self, asked: _Asked) -> bool:
        """Whether the answer says what it is about, so that the wish need not stand right before it."""
        ask = asked.values["ask"]
        assert isinstance(ask, Named)
        named = ask["noun"] is not None and asked.answer.verdict not in ALLOWED
        return named or self.is_special(asked)

    def is_special(self, asked: _Asked) -> bool:
        """Whether the answer has a text for this very ask."""
        return self.writer.is_special("answer", situations=asked.situations, ask=asked.answer.ask)

    def beside(self, asked: _Asked, said: str) -> Values:
        """What comes after the answer: other ways, and the next step."""
        answer, language = asked.answer, self.shown.language.code
        offered = options(self.contents, answer, self.shown, worded=self.offer, public=self.public)
        near = [] if self.public else [str(self.shown.value(near)) for near in nearest(answer)]
        return {
            "options": offered,
            "nearest": [text for text in near if not any(self.shown.says(other, text) for other in offered)],
            "referrals": referrals(self.contents, answer, language),
            "next": step_values(answer, self.shown, said=said, public=self.public),
        }

    def offer(self, offer: Offer) -> str:
        """An ask as something to offer, with what is granted of it."""
        values = {
            **self.letter,
            "ask": self.shown.named(offer.params),
            "granted": self.shown.named(offer.granted),
        }
        return self.writer.write("offer", values, situations=("general",), ask=offer.ask)
