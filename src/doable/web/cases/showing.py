"""The decision of a case as its page shows it; knows the book and the ruling's JSON, no records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from doable.policy.language.declarations import DATE as _DATE
from doable.web.cases.cards import AskCard, CaseView, Choice, Offer, PlanStep, Question, Reason
from doable.web.cases.fields import fact_field, param_field
from doable.web.cases.resting import facts_of
from doable.web.cases.sentences import sentence
from doable.web.cases.wording import capital, fact_label, named, phrase, shown, title

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from doable import Book
    from doable.policy.book import Contents
    from doable.policy.language.declarations import Type
    from doable.web.cases.cards import Asking, FactChip, Field, Stated

    Chips = tuple[FactChip, ...]

Json = dict[str, object]
# Verdicts whose sentence says the condition, so that what is granted is said apart.
_CONDITIONED = ("needs_approval", "billable", "phased")
_NO = ("declined", "forbidden")


@dataclass(frozen=True, slots=True)
class Standing:
    """An ask as its record has it: the record's id, and the words it was read from."""

    ask: str
    id: int
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What the records add to a decision: asks, statements, whom one would ask or has asked.

    `approvals` and `consultation` say for an ask who is, was or would be asked.
    """

    asks: Sequence[Standing] = ()
    stated: Mapping[str, Stated] = field(default_factory=dict)
    approvals: Callable[[Json], tuple[Asking, ...]] = lambda _answer: ()
    consultation: Callable[[Json], Asking | None] = lambda _answer: None


def show_case(book: Book, given: Json, decision: Json, around: Around | None = None) -> CaseView:
    """The panel of a case from what went into its latest ruling and what came out."""
    around = around or Around()
    answers = cast("list[Json]", decision["asks"])
    explained = [standings for _ask, standings in book.explain(given).asks]
    # An ask that the book no longer has is not explained; then nobody can tell which belongs to which.
    explained = explained if len(explained) == len(answers) else [()] * len(answers)
    left = list(around.asks)
    cards = []
    for answer, standings in zip(answers, explained, strict=True):
        row = next((each for each in left if each.ask == answer["ask"]), None)
        if row:
            left.remove(row)
        resting, others = facts_of(book.contents, standings, around.stated)
        if resting and len(answers) > 1:
            others = ()  # Of several asks each shows only what it rests on.
        cards.append(_Showing(book.contents, answer, row).card(resting, others, around))
    return CaseView(
        cards=tuple(cards),
        next_step=_next_step(decision),
        book=_book(decision),
        missing_asks=asks_of(book.contents),
    )


def asks_of(contents: Contents) -> tuple[Choice, ...]:
    """The asks of a book, to choose one from."""
    asks = (Choice(ask.name, title(ask.name)) for ask in contents.asks.values())
    return tuple(sorted(asks, key=lambda ask: ask.label))


def _book(decision: Json) -> str:
    book = cast("Json", decision["book"])
    return f"{book['name']} {book['version']}"


def _next_step(decision: Json) -> str:
    step = cast("Json | None", decision.get("next_step"))
    if not step:
        return ""
    who = f" ({step['who']}" + (f", by {shown(step['by'], _DATE, '')})" if step["by"] else ")")
    return capital(str(step["what"])).rstrip(".") + who


@dataclass(frozen=True, slots=True)
class _Showing:
    """One answer being shown."""

    contents: Contents
    answer: Json
    row: Standing | None

    def card(self, resting: Chips, others: Chips, around: Around) -> AskCard:
        """The whole card."""
        answer, ask = self.answer, self.contents.asks.get(str(self.answer["ask"]))
        figures, charge = self.values("granted", figures=True), self.charge()
        return AskCard(
            ask=str(answer["ask"]),
            title=title(str(answer["ask"])),
            means=str(ask.means) if ask else "This book has no such ask any more.",
            verdict=str(answer["verdict"]),
            sentence=sentence(answer, ", ".join(phrase(*each) for each in figures), charge),
            row=self.row.id if self.row else None,
            quote=self.row.quote if self.row else "",
            wanted=self.values("params"),
            granted=figures if answer["verdict"] in _CONDITIONED else (),
            reasons=tuple(self.reasons()),
            facts=resting,
            others=others,
            questions=tuple(self.question(each) for each in self.all("missing")),
            offers=tuple(self.offer(each) for each in self.all("alternatives")),
            possible=tuple(self.offer(each) for each in self.all("possible")),
            nearest=tuple(self.nearest(each) for each in self.all("nearest")),
            charge=charge,
            plan=tuple(self.step(each) for each in self.all("phase")),
            advise=str(answer["advise"] or ""),
            approvals=around.approvals(answer),
            consultation=around.consultation(answer),
            consulted=bool(answer["consulted"]),
            params=self.params(),
            errors=tuple(str(each) for each in cast("list[object]", answer["errors"])),
        )

    def all(self, key: str) -> list[Json]:
        """A list of the answer."""
        return cast("list[Json]", self.answer[key] or [])

    def type_of(self, param: str, ask: str | None = None) -> Type | None:
        """The type of a param or of something granted."""
        known = self.contents.asks.get(ask or str(self.answer["ask"]))
        return known.types.get(param) if known else None

    def is_text(self, param: str, ask: str | None = None) -> bool:
        """Whether a param is words rather than a figure or a day."""
        kind = self.type_of(param, ask)
        return kind is not None and kind.name == "string"

    def values(self, key: str, *, figures: bool = False) -> tuple[tuple[str, str], ...]:
        """Params or what was granted, in words; or only figures and days."""
        found = cast("Json", self.answer[key])
        return tuple(
            named(name, shown(value, self.type_of(name), self.contents.currency))
            for name, value in found.items()
            if value is not None and value != "" and not (figures and self.is_text(name))
        )

    def params(self) -> tuple[Field, ...]:
        """The fields that put the params right."""
        ask = self.contents.asks.get(str(self.answer["ask"]))
        given = cast("Json", self.answer["params"])
        if ask is None or self.row is None:
            return ()
        return tuple(param_field(self.contents, each, given.get(each.name)) for each in ask.params.values())

    def reasons(self) -> list[Reason]:
        """Why, each reason once."""
        found = []
        for each in self.all("reasons"):
            because = str(each["because"] or "")
            if not because:
                because = (
                    "The book allows it." if each["rule"] else "It is more than you may grant on your own."
                )
            found.append(
                Reason(because, str(each["clause"] or ""), str(each["ground"] or ""), str(each["rule"] or ""))
            )
        if not found and self.answer["verdict"] in _NO:
            found.append(Reason("Whatever we may still learn, the book says no."))
        return list(dict.fromkeys(found))

    def question(self, missing: Json) -> Question:
        """A question that is open."""
        name = str(missing["fact"])
        fact = self.contents.facts.get(name)
        asked = str(missing["question"] or f"{fact_label(name)}?")
        field_ = fact_field(self.contents, fact) if fact else None
        return Question(name, fact_label(name), asked, str(missing["of"]), field_)

    def offer(self, offered: Json) -> Offer:
        """Something else, with what goes into the reply."""
        text = str(offered["text"]).rstrip(".")
        if "referral" in offered:
            return _referral(text, cast("Json", offered["contact"]))
        ask = str(offered["ask"])
        granted = cast("Json", offered["granted"]) or cast("Json", offered["params"])
        values = [
            phrase(title(name), shown(value, self.type_of(name, ask), self.contents.currency))
            for name, value in granted.items()
            if value is not None and not self.is_text(name, ask)
        ]
        questions = tuple(
            str(each["question"] or fact_label(str(each["fact"])))
            for each in cast("list[Json]", offered.get("missing") or [])
        )
        return Offer(
            text=text[:1].upper() + text[1:],
            insert=f"What we can offer you: {text}.",
            detail=", ".join(values),
            verdict=str(offered["verdict"]),
            questions=questions,
        )

    def nearest(self, near: Json) -> str:
        """The closest yes."""
        name = str(near["param"])
        return phrase(title(name), shown(near["value"], self.type_of(name), self.contents.currency))

    def charge(self) -> str:
        """What the customer would pay."""
        charge = cast("Json | None", self.answer["charge"])
        return f"{charge['amount']} {charge['currency']} for {charge['for']}" if charge else ""

    def step(self, step: Json) -> PlanStep:
        """A step of a plan."""
        holds = [
            f"until {shown(value, _DATE, '')}" if name == "until" else f"{value} {name}"
            for name, value in step.items()
            if name != "terms"
        ]
        return PlanStep(capital(str(step["terms"]))[:-1], ", ".join(holds) or "from then on")


def _referral(text: str, contact: Json) -> Offer:
    """Somebody outside who can help."""
    known = tuple((title(key), str(value)) for key, value in contact.items())
    told = ", ".join(value for _key, value in known)
    return Offer(
        text=text[:1].upper() + text[1:],
        insert=f"For {text[:1].lower() + text[1:]}, you can turn to {told}.",
        verdict="referral",
        contact=known,
    )
