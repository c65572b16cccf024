"""The customers' version of the book: what they may expect, and nothing that is ours alone.

Left out are notes, names of rules and facts, who may grant what, and every condition and limit of a rule
that does not say `public: true`. The reasons, clauses, risks and charges are written for customers anyway.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from doable.policy.language.tree import Call, Literal, walk
from doable.policy.vocabulary import ALLOWING
from doable.workbench.showing.describing import day_in_words
from doable.workbench.showing.document import (
    Document,
    Entry,
    Items,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    words,
)
from doable.workbench.showing.indexing import contact
from doable.workbench.showing.phrases import SPOKEN, phrases
from doable.workbench.showing.speaking import conditions, sayable, value
from doable.workbench.showing.telling import VERDICTS, given
from doable.workbench.showing.wording import capital, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from doable.policy.book import Alternative, Ask, Contents, Effect, Rule
    from doable.policy.expression import Expression
    from doable.workbench.showing.document import Block, Line

_EXAMPLES = 2
_GROUPS = (
    ("can", ("grant", "bill", "phase")),
    ("look", ("approve", "refer")),
    ("cannot", ("decline", "forbid")),
)
# Where a reason stands under the heading of its group, these say nothing more.
_SAID_BY_HEADING = ("grant", "approve", "refer", "decline")
_WANTS = "The customer wants "
_ABOUT_OTHERS = {"they", "them", "their", "the customer", "he", "she", "his", "her"}


class _Telling(NamedTuple):
    """What everything is told with: the book, the language, the fixed words and the language of those."""

    contents: Contents
    language: str
    fixed: Mapping[str, str]
    spoken: str

    def says_conditions(self) -> bool:
        """Whether conditions can be said in the language of the page."""
        return self.language == SPOKEN


def public_page(
    contents: Contents, language: str, *, ask: str | None = None, day: date | None = None
) -> Document:
    """What customers may see of the book, in one of its languages; `day` is the date on the title page."""
    spoken, fixed = phrases(language)
    telling = _Telling(contents, language, fixed, spoken)
    asks = [contents.asks[ask]] if ask else list(contents.asks.values())
    others = () if ask else tuple(_others(telling))
    return Document(
        title=fixed["title"],
        subtitle=contents.name,
        language=spoken,
        contents=fixed["contents"],
        particulars=(
            (fixed["version"], contents.version),
            *(
                ((fixed["date"], day_in_words(day) if spoken == SPOKEN else f"{day:%d.%m.%Y}"),)
                if day
                else ()
            ),
        ),
        introduction=(Paragraph(words(fixed["introduction"])),),
        sections=(*(_ask(telling, each) for each in asks), *others),
    )


def _day(day: date, language: str) -> str:
    return day_in_words(day) if language == SPOKEN else f"{day.day}.{day.month}.{day.year}"


def _ask(telling: _Telling, ask: Ask) -> Section:
    told = list(_told(telling, ask))
    groups = [
        Section(telling.fixed[name], f"ask-{ask.name}-{name}", tuple(entries))
        for name, effects in _GROUPS
        if (entries := [entry for then, entry in told if then in effects])
    ]
    about = list(_about(telling, ask))
    if not groups:
        about.append(Paragraph(words(telling.fixed["ask"])))
    return Section(title(ask.name), f"ask-{ask.name}", tuple(about), (*groups, *_instead(telling, ask)))


def _about(telling: _Telling, ask: Ask) -> Iterator[Block]:
    means = ask.means.within(telling.language)
    yield Paragraph((Run(_spoken_to(means), "strong", language=telling.language),))
    if ask.examples:
        said = " ".join(f"“{example}”" for example in ask.examples[:_EXAMPLES])
        yield Paragraph((Run(telling.fixed["you might say"] + said, "soft"),))


def _spoken_to(means: str) -> str:
    """What is wanted, said to the customer where that takes no more than other first words."""
    rest = means.removeprefix(_WANTS)
    speaks_of_others = any(f" {word} " in f" {rest.rstrip('.')} ".replace("'", " ") for word in _ABOUT_OTHERS)
    return capital(means if rest == means or speaks_of_others else f"You want {rest}")


def _told(telling: _Telling, ask: Ask) -> Iterator[tuple[str, Entry]]:
    """What follows with its effect, each said once, what is so otherwise last."""
    said = set[Entry]()
    for rule in ask.rules:
        for then, entry in _rule(telling, rule, ()):
            if entry not in said:
                said.add(entry)
                yield then, entry
    otherwise = ask.otherwise.effect
    entry = replace(_entry(telling, otherwise), lead=telling.fixed["otherwise"])
    yield otherwise.then, entry


def _rule(telling: _Telling, rule: Rule, above: tuple[str, ...] | None) -> Iterator[tuple[str, Entry]]:
    """A rule and its exceptions, which stand beside it; `above` has to be so for them, or is None: ours."""
    met = _conditions(telling, rule) if above is not None else None
    whole = (*above, *met) if above is not None and met is not None else None
    entry = _entry(telling, rule.effect)
    if whole:
        entry = replace(entry, lead=telling.fixed["if"], conditions=whole)
    if rule.effect.then != "lift" and (entry.because or entry.details or entry.conditions):
        yield rule.effect.then, entry
    for exception in rule.exceptions:
        yield from _rule(telling, exception, whole)


def _conditions(telling: _Telling, rule: Rule) -> tuple[str, ...] | None:
    """The conditions of a public rule in words; None where customers may not see them, or they have none."""
    if not (rule.effect.public and telling.says_conditions() and sayable(rule.when)):
        return None
    return conditions(rule.when)


def _entry(telling: _Telling, effect: Effect) -> Entry:
    because = effect.because.within(telling.language) if effect.because else ""
    reason = words(capital(because), telling.language)
    if effect.clause:
        clause = (Run(" "), Run(f"({effect.clause})", "soft")) if reason else (Run(effect.clause, "soft"),)
        reason = (*reason, *clause)
    return Entry(
        verdict=VERDICTS[effect.then],
        answer="" if because and effect.then in _SAID_BY_HEADING else telling.fixed.get(effect.then, ""),
        because=reason,
        details=tuple(_details(telling, effect)),
    )


def _details(telling: _Telling, effect: Effect) -> Iterator[Line]:
    fixed, language = telling.fixed, telling.language
    if effect.amount and effect.charge_for:
        yield (
            Run(fixed["charge"], "strong"),
            Run(_charge(telling, effect.amount), language=telling.spoken),
            Run(effect.charge_for.within(language) + ".", language=language),
        )
    for number, step in enumerate(effect.steps, 1):
        terms = capital(step.terms.within(language))
        yield (Run(f"{fixed['step']} {number}: ", "strong"), Run(terms, language=language))
    promised = [
        given(name, worth)
        for name, worth in effect.gives or ()
        if effect.public and telling.says_conditions() and sayable(worth)
    ]
    if promised and effect.then in ALLOWING:
        yield (Run(fixed["gives"], "strong"), Run("; ".join(promised) + "."))
    if effect.advise:
        yield (Run(fixed["advise"], "strong"), Run(effect.advise.within(language), language=language))


def _charge(telling: _Telling, amount: Expression) -> str:
    """How much, followed by `for`; nothing where it hangs on a condition, or can't be said."""
    chooses = any(isinstance(node, Call) and node.function == "_?_:_" for node in walk(amount.node))
    if chooses or not sayable(amount):
        return ""
    if not telling.says_conditions() and not isinstance(amount.node, Literal):
        return ""
    unit = f" {telling.contents.currency}" if isinstance(amount.node, Literal) else ","
    return f"{value(amount)}{unit} {telling.fixed['for']} "


def _instead(telling: _Telling, ask: Ask) -> Iterator[Section]:
    if ask.alternatives:
        lines = tuple(_offered(telling, each) for each in ask.alternatives)
        yield Section(telling.fixed["instead"], f"ask-{ask.name}-instead", (Items(lines),))


def _offered(telling: _Telling, other: Alternative) -> Line:
    if other.ask:
        text = other.text.within(telling.language) if other.text else title(other.ask)
        return (Run(capital(text), link=f"ask-{other.ask}", language=telling.language),)
    referral = telling.contents.referrals[other.referral or ""]
    return (
        Run(referral.called.within(telling.language), link=f"referral-{referral.name}"),
        Run(f": {referral.helps_with.within(telling.language)}", language=telling.language),
    )


def _others(telling: _Telling) -> Iterator[Section]:
    """Others outside, with how to reach them."""
    fixed, language = telling.fixed, telling.language
    rows = tuple(
        Row(
            (
                (Run(referral.called.within(language), "strong", language=language),),
                words(capital(referral.helps_with.within(language)), language),
                words(contact(referral)),
            ),
            f"referral-{referral.name}",
        )
        for referral in telling.contents.referrals.values()
    )
    if rows:
        head = (fixed["who"], fixed["helps with"], fixed["reach"])
        yield Section(fixed["others"], "referrals", (Table(fixed["others"], head, rows, (28, 36, 36)),))
