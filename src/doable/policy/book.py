"""A policy book as values: what may be asked, what is decided of it, on which facts, by whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doable.policy.vocabulary import ANY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal
    from zoneinfo import ZoneInfo

    from doable.policy.expression import Expression
    from doable.policy.findings import Place
    from doable.policy.language.declarations import Type


@dataclass(frozen=True, slots=True)
class Text:
    """Words for people in one or several languages, the book's first language first."""

    by_language: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return self.by_language[0][1]

    def within(self, language: str) -> str:
        """The words in a language, else in the book's first one."""
        return dict(self.by_language).get(language, str(self))


@dataclass(frozen=True, slots=True)
class Fact:
    """A named, typed thing that may be known; `sources` are those whose word counts for it.

    `reads` is the name under which reading finds it in a message, `looks_like` what it may look like there.
    """

    name: str
    type: Type
    means: Text | None
    sources: tuple[str, ...]
    place: Place
    optional: bool = False
    computed: Expression | None = None
    question: Text | None = None
    of: str | None = None
    reads: str | None = None
    looks_like: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of an ask; `default` stands in where the ask names none.

    `reads` is the name under which reading finds it in a message, where that is not its own.
    """

    name: str
    type: Type
    place: Place
    default: Expression | None = None
    means: Text | None = None
    question: Text | None = None
    of: str = "customer"
    reads: str | None = None


@dataclass(frozen=True, slots=True)
class By:
    """Somebody by grade and function; `any` function is whoever has the grade."""

    grade: str
    function: str = ANY


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a transition: terms, for so many orders or days, or until a date; the last may be open."""

    terms: Text
    orders: int | None = None
    days: int | None = None
    until: Expression | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """What happens next, who does it, and within how many days."""

    what: Text
    who: str
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What follows from a rule; `public` says that customers may see on which condition, and up to where."""

    then: str
    ground: str | None = None
    because: Text | None = None
    clause: str | None = None
    gives: tuple[tuple[str, Expression], ...] | None = None
    next: NextStep | None = None
    by: By | None = None
    second_person: bool = False
    amount: Expression | None = None
    charge_for: Text | None = None
    steps: tuple[Step, ...] = ()
    to: By | None = None
    advise: Text | None = None
    consult: bool = True
    note: Text | None = None
    public: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition and its effect; the exceptions under it replace the effect while they hold."""

    id: str
    when: Expression
    effect: Effect
    place: Place
    exceptions: tuple[Rule, ...] = ()

    def with_exceptions(self) -> Iterator[Rule]:
        """The rule and its exceptions at any depth."""
        yield self
        for exception in self.exceptions:
            yield from exception.with_exceptions()


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another ask with its params, or a referral, to offer where the ask is refused."""

    place: Place
    ask: str | None = None
    params: tuple[tuple[str, Expression], ...] = ()
    referral: str | None = None
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One kind of thing a customer can want, with all that decides it.

    `types` are those of the params and of whatever a rule gives.
    """

    name: str
    means: Text
    examples: tuple[str, ...]
    purpose: Text
    params: Mapping[str, Param]
    rules: tuple[Rule, ...]
    otherwise: Rule
    place: Place
    alternatives: tuple[Alternative, ...] = ()
    after: tuple[tuple[str, Expression], ...] = ()
    types: Mapping[str, Type] = field(default_factory=dict)

    def every_rule(self) -> Iterator[Rule]:
        """The rules with their exceptions at any depth, and `otherwise` last."""
        for rule in (*self.rules, self.otherwise):
            yield from rule.with_exceptions()


@dataclass(frozen=True, slots=True)
class Limit:
    """A row of authority: who may grant which ask, and up to where (`when`)."""

    grade: str
    function: str
    asks: tuple[str, ...]
    when: Mapping[str, Expression]
    place: Place

    def covers(self, ask: str) -> bool:
        """Whether the row speaks of this ask."""
        return ask in self.asks or ANY in self.asks


@dataclass(frozen=True, slots=True)
class Referral:
    """A company or office outside that can help."""

    name: str
    called: Text
    helps_with: Text
    contact: tuple[tuple[str, str], ...]
    place: Place
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class Guarantee:
    """What must always or never be so; proved by `book prove`.

    `alternatives` narrows a no to one with `some` or `none` of them; `in_a_row` is how many asks may be
    granted one after the other, each changing facts by its `after`.
    """

    id: str
    says: Text
    always: bool
    condition: Expression
    place: Place
    asker: By | None = None
    ask: str | None = None
    verdict: str | None = None
    alternatives: str | None = None
    in_a_row: int = 1


@dataclass(frozen=True, slots=True)
class Story:
    """An example with the decision expected of it, in the form of the JSON of `decide`."""

    title: str
    place: Place
    case: Mapping[str, object]
    expect: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True)
class Playbook:
    """How to answer one kind of situation: Liquid text with what it is for."""

    file: str
    situation: str
    body: str
    body_line: int
    channel: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """The company's way of writing: words with what to say instead, reading level, sign-off."""

    instead: tuple[tuple[str, str], ...] = ()
    reading_level: int | None = None
    sign_off: Text | None = None


@dataclass(frozen=True, slots=True)
class Consulting:
    """When a no needs the supervisor first: always, never, or on these grounds or above an amount."""

    always: bool = True
    grounds: tuple[str, ...] = ()
    above: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that the files of a book say, checked and with its expressions parsed."""

    name: str
    version: str
    language_version: int
    currency: str
    zone: ZoneInfo
    languages: tuple[str, ...]
    grades: tuple[str, ...]
    functions: tuple[str, ...]
    consulting: Consulting
    facts: Mapping[str, Fact]
    asks: Mapping[str, Ask]
    digest: str
    computed: Mapping[str, Expression] = field(default_factory=dict)
    limits: tuple[Limit, ...] | None = None
    referrals: Mapping[str, Referral] = field(default_factory=dict)
    guarantees: tuple[Guarantee, ...] = ()
    stories: tuple[Story, ...] = ()
    playbooks: tuple[Playbook, ...] = ()
    style: Style = field(default_factory=Style)
    at_fault: Expression | None = None
    answer_within: int | None = None

    def rank(self, grade: str) -> int:
        """Where a grade stands, 0 being self-service."""
        return self.grades.index(grade)
