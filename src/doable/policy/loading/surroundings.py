"""What stands around the rules: authority, referrals, guarantees, style, stories and playbooks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from doable.policy.book import ANY, By, Guarantee, Limit, Playbook, Referral, Story, Style, Text
from doable.policy.declarations import BOOL, Declaration
from doable.policy.findings import Place, did_you_mean
from doable.policy.loading.formulas import IN_LIMITS
from doable.policy.loading.marked import Mapping, Marked, NotYaml, Scalar, Sequence, parse_yaml

if TYPE_CHECKING:
    import collections.abc as abc

    from doable.policy.book import Ask
    from doable.policy.expression import Expression
    from doable.policy.loading.formulas import Formulas
    from doable.policy.loading.people import People
    from doable.policy.loading.reading import Entry, Formula, Reading

_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_CONTACT = ("phone", "address", "email", "web")


def build_limits(entries: list[Entry], asks: abc.Mapping[str, Ask], formulas: Formulas, people: People) -> tuple[Limit, ...]:
    """The rows of authority.yaml; each condition is checked for every ask that the row covers."""
    return tuple(_limit(entry, asks, formulas, people) for entry in entries if entry.get("grade"))


def _limit(entry: Entry, asks: abc.Mapping[str, Ask], formulas: Formulas, people: People) -> Limit:
    named = entry.get("ask")
    covered = tuple(cast("list[str]", named if isinstance(named, list) else [named or ANY]))
    for name in covered:
        if name != ANY and name not in asks:
            formulas.reading.error(entry.at("ask"), f"the book has no ask `{name}`", did_you_mean(name, asks))
    formula = cast("Formula | None", entry.get("when"))
    when = _conditions(formula, covered, asks, formulas) if formula else {}
    return Limit(people.grade(entry, "grade"), people.function(entry), covered, when, entry.place)


def _conditions(
    formula: Formula, covered: tuple[str, ...], asks: abc.Mapping[str, Ask], formulas: Formulas
) -> dict[str, Expression]:
    made: dict[str, Expression] = {}
    names = list(asks) if ANY in covered else [name for name in covered if name in asks]
    for name in names:
        params = {f"ask.{param.name}": Declaration(param.type) for param in asks[name].params.values()}
        expression = formulas.within({**params, **IN_LIMITS}).make(formula, BOOL)
        if expression is None:
            return made
        made[name] = expression
    return made


def build_referrals(entries: abc.Mapping[str, Entry], formulas: Formulas) -> dict[str, Referral]:
    """The referrals by name."""
    referrals: dict[str, Referral] = {}
    for name, entry in entries.items():
        formula = cast("Formula | None", entry.get("when"))
        contact = tuple((key, cast("str", entry.get(key))) for key in _CONTACT if entry.get(key))
        if not contact:
            formulas.reading.error(entry.place, f"`{name}` can't be reached", "add a phone, address, email or web")
        if entry.get("name") is None or entry.get("helps_with") is None:
            continue
        called, helps = cast("Text", entry.get("name")), cast("Text", entry.get("helps_with"))
        when = formulas.make(formula, BOOL) if formula else None
        referrals[name] = Referral(name, called, helps, (("name", str(called)), *contact), entry.place, when)
    return referrals


def build_guarantees(
    entries: list[Entry], asks: abc.Mapping[str, Ask], formulas: Formulas, people: People
) -> tuple[Guarantee, ...]:
    """The guarantees with their conditions checked."""
    return tuple(built for entry in entries if (built := _guarantee(entry, asks, formulas, people)))


def _guarantee(entry: Entry, asks: abc.Mapping[str, Ask], formulas: Formulas, people: People) -> Guarantee | None:
    name = cast("str | None", entry.get("ask"))
    if name is not None and name not in asks:
        formulas.reading.error(entry.at("ask"), f"the book has no ask `{name}`", did_you_mean(name, asks))
    both = [key for key in ("never", "always") if entry.get(key)]
    if len(both) != 1:
        formulas.reading.error(entry.place, "a guarantee says either `never` or `always`", "write one of the two")
        return None
    params = asks[name].params.values() if name in asks else ()
    inner = formulas.within({f"ask.{param.name}": Declaration(param.type) for param in params})
    condition = inner.make(cast("Formula", entry.get(both[0])), BOOL)
    if condition is None or entry.get("says") is None or entry.get("id") is None:
        return None
    asker: By | None = people.by(entry, "as")
    verdict = cast("str | None", entry.get("verdict"))
    says = cast("Text", entry.get("says"))
    return Guarantee(cast("str", entry.get("id")), says, both[0] == "always", condition, entry.place, asker, name, verdict)


def build_style(entry: Entry | None) -> Style:
    """The style of the book."""
    if entry is None:
        return Style()
    instead = cast("dict[str, str]", entry.get("instead") or {})
    level = cast("int | None", entry.get("reading_level"))
    return Style(tuple(instead.items()), level, cast("Text | None", entry.get("sign_off")))


def build_story(reading: Reading, entry: Entry) -> Story | None:
    """A story as plain data, in the form of the JSON of `decide`."""
    if entry.get("story") is None or entry.get("asks") is None or entry.get("expect") is None:
        return None
    case = {key: plain(cast("Marked", entry.get(key))) for key in ("as", "facts", "asks", "evidence") if entry.get(key)}
    if entry.get("at"):
        case["at"] = entry.get("at")
    expect = plain(cast("Marked", entry.get("expect")))
    asks = case["asks"]
    if not _are_mappings(expect) or not _are_mappings(asks) or len(cast("list[object]", expect)) != len(cast("list[object]", asks)):
        reading.error(entry.at("expect"), "`expect` needs one entry for each of `asks`", "write both as lists of the same length")
        return None
    return Story(cast("str", entry.get("story")), entry.place, case, tuple(cast("list[dict[str, object]]", expect)))


def _are_mappings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def plain(node: Marked) -> object:
    """Marked YAML as plain data; numbers stay text that is read exactly later."""
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    return _scalar(node)


def _scalar(node: Scalar) -> object:
    if node.kind == "number":
        return int(node.text) if re.fullmatch(r"[-+]?[0-9]+", node.text) else node.text
    return {"null": None, "bool": node.text.lower() == "true"}.get(node.kind, node.text)


def build_playbook(reading: Reading, file: str, text: str) -> Playbook | None:
    """A playbook: front matter between `---` lines, then Liquid text."""
    front = _FRONT.match(text)
    if front is None:
        reading.error(Place(file), "a playbook begins with its front matter", "write `---`, `situation: ..`, `---`")
        return None
    try:
        node, duplicates = parse_yaml(front[1], file)
    except NotYaml as error:
        reading.findings.append(error.finding)
        return None
    reading.findings.extend(duplicates)
    values = cast("dict[str, object]", plain(node)) if isinstance(node, Mapping) else {}
    for key in values.keys() - {"situation", "channel", "language"}:
        reading.error(Place(file), f"there is no key `{key}` here", "use situation, channel and language")
    if not isinstance(values.get("situation"), str):
        reading.error(Place(file), "`situation` is missing", "say which situation the playbook is for")
        return None
    line = front[0].count("\n") + 1
    words = {key: str(values[key]) for key in ("situation", "channel", "language") if values.get(key)}
    return Playbook(file=file, body=text[front.end() :], body_line=line, **words)
