"""Everything a book says, one statement after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.findings import Place
from doable.policy.vocabulary import ANY
from doable.reply.sections import before_headings, sections_of
from doable.workbench.comparing.reciting_rules import ask_statements, type_of, who
from doable.workbench.comparing.statement import Statement, formula, parts, text, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doable.policy.book import Consulting, Contents, Fact, Guarantee, Limit, Playbook, Referral, Story
    from doable.policy.expression import Expression
    from doable.workbench.comparing.statement import Parts, Wording


def statements_of(contents: Contents) -> Iterator[Statement]:
    """Everything a book says, in a fixed order."""
    yield Statement("book", contents.name, Place("book.yaml"), _heading(contents))
    for fact in contents.facts.values():
        yield Statement("fact", fact.name, fact.place, _fact(fact))
    for ask in contents.asks.values():
        yield from ask_statements(ask)
    for limit in contents.limits or ():
        yield _limit(limit)
    for referral in contents.referrals.values():
        yield Statement("referral", referral.name, referral.place, _referral(referral))
    for guarantee in contents.guarantees:
        yield Statement("guarantee", guarantee.id, guarantee.place, _guarantee(guarantee))
    for playbook in contents.playbooks:
        yield Statement("playbook", playbook.file, Place(playbook.file), _playbook(playbook))
    yield Statement("style", "style", Place("style.yaml"), _style(contents))
    for story in contents.stories:
        yield Statement("story", story.title, story.place, _story(story))


def _heading(contents: Contents) -> Parts:
    entitled = "every grade of people may grant what the rules allow"
    return parts(
        name=words(contents.name),
        version=words(contents.version),
        currency=words(contents.currency),
        time_zone=words(contents.zone.key),
        languages=words(", ".join(contents.languages)),
        grades=words(", ".join(contents.grades)),
        functions=words(", ".join(contents.functions)),
        consulting=words(_consulting(contents.consulting)),
        at_fault=formula(contents.at_fault),
        answer_within_days=words(contents.answer_within),
        authority=words(entitled if contents.limits is None else "as its rows say"),
    )


def _consulting(consulting: Consulting) -> str:
    if consulting.always:
        return "before every no"
    limits = [f"on grounds of {', '.join(sorted(consulting.grounds))}"] if consulting.grounds else []
    limits += [f"above {consulting.above:f}"] if consulting.above is not None else []
    return " or ".join(limits) or "never"


def _fact(fact: Fact) -> Parts:
    return parts(
        type=type_of(fact.type),
        means=text(fact.means),
        told_by=words(", ".join(sorted(fact.sources))),
        may_be_absent=words("yes" if fact.optional else None),
        worked_out_as=formula(fact.computed),
        question=text(fact.question),
        asked_of=words(fact.of),
        read_as=words(fact.reads),
        looks_like=words(", ".join(fact.looks_like)),
    )


def _limit(limit: Limit) -> Statement:
    whom = limit.grade if limit.function == ANY else f"{limit.grade} in {limit.function}"
    asks = ", ".join(sorted(limit.asks))
    said = parts(who=words(whom), may_grant=words(asks), **{"as long as": _while(limit.when)})
    return Statement("authority", f"{whom}: {asks}", limit.place, said, loosely=(asks, whom))


def _while(when: Mapping[str, Expression]) -> Wording | None:
    return next((formula(expression) for expression in when.values()), None)


def _referral(referral: Referral) -> Parts:
    return parts(
        name=text(referral.called),
        helps_with=text(referral.helps_with),
        contact=words(", ".join(f"{kind}: {value}" for kind, value in referral.contact if kind != "name")),
        named_if=formula(referral.when),
    )


def _guarantee(guarantee: Guarantee) -> Parts:
    condition = formula(guarantee.condition)
    return parts(
        says=text(guarantee.says),
        always=condition if guarantee.always else None,
        never=None if guarantee.always else condition,
        asked_by=words(who(guarantee.asker)) if guarantee.asker else None,
        ask=words(guarantee.ask),
        verdict=words(guarantee.verdict),
        alternatives=words(guarantee.alternatives),
        in_a_row=words(guarantee.in_a_row) if guarantee.in_a_row > 1 else None,
    )


def _playbook(playbook: Playbook) -> Parts:
    said = parts(
        situation=words(playbook.situation),
        channel=words(playbook.channel),
        language=words(playbook.language),
    )
    sections = sections_of(playbook)
    for section in sections:
        name = f"{section.name}: {section.ask}" if section.ask else section.name
        said |= parts(**{f"section {name}": words(section.text.body)})
    return said | parts(text=words(before_headings(playbook) if sections else playbook.body))


def _style(contents: Contents) -> Parts:
    style = contents.style
    said = parts(reading_level=words(style.reading_level), sign_off=text(style.sign_off))
    return said | parts(**{f"instead of “{word}”": words(instead) for word, instead in style.instead})


def _story(story: Story) -> Parts:
    said = {f"case: {key}": words(_data(value)) for key, value in sorted(story.case.items())}
    number = len(story.expect)
    for index, expected in enumerate(story.expect, start=1):
        at = f" of ask {index}" if number > 1 else ""
        said |= {f"expects{at}: {key}": words(_data(value)) for key, value in sorted(expected.items())}
    return {name: wording for name, wording in said.items() if wording is not None}


def _data(value: object) -> str:
    """Plain data in words; keys in a fixed order, for their order means nothing."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_data(each)}" for key, each in sorted(value.items()))
    if isinstance(value, list):
        return "[" + "; ".join(_data(each) for each in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return "null" if value is None else str(value)
