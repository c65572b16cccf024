"""What two books say differently, in words: the order of rules, remarks and layout make no difference."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from doable.workbench.comparing.change import Change, Difference
from doable.workbench.comparing.reciting import statements_of
from doable.workbench.comparing.reciting_rules import is_numbered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from doable.policy.book import Ask, Contents
    from doable.workbench.comparing.statement import Statement, Wording

    Pairs = list[tuple[Statement, Statement]]
    Key = tuple[object, ...]
    Renamed = Mapping[tuple[str | None, str | None], str]

_ONE_OF_A_KIND = ("book", "style")
# What is the same if it says the same, whatever it is called.
_KNOWN_BY_WORDS = ("rule", "exception", "guarantee", "story", "playbook", "authority")


def compare_words(old: Contents, new: Contents, ask: str | None = None) -> tuple[Change, ...]:
    """What was added, removed and changed, in the order of the new book, what was removed last.

    With an `ask`, only what belongs to it.
    """
    before = [said for said in statements_of(old) if ask in {None, said.ask}]
    after = [said for said in statements_of(new) if ask in {None, said.ask}]
    pairs = _pair(before, after)
    former = {id(later): earlier for earlier, later in pairs}
    known = {id(earlier) for earlier, _ in pairs}
    renamed: Renamed = {
        (one.ask, one.name): other.name for one, other in pairs if one.what in {"rule", "exception"}
    }
    found = [
        _changed(former[id(said)], said, renamed) if id(said) in former else _added(said) for said in after
    ]
    found += [_removed(said) for said in before if id(said) not in known]
    return (*(change for change in found if change is not None), *_reordered(old, new, ask))


def _pair(before: list[Statement], after: list[Statement]) -> Pairs:
    """Which statement of one book is which of the other: what is alike in most respects first."""
    pairs: Pairs = []
    for key_of in (
        _name_and_words,
        _place_and_words,
        _words_alone,
        _name_alone,
        _condition,
        _closest,
        _close,
    ):
        taken = _match(before, after, key_of)
        gone = {id(said) for pair in taken for said in pair}
        before = [said for said in before if id(said) not in gone]
        after = [said for said in after if id(said) not in gone]
        pairs += taken
    return pairs


def _match(
    before: list[Statement], after: list[Statement], key_of: Callable[[Statement], Key | None]
) -> Pairs:
    waiting: dict[Key, list[Statement]] = defaultdict(list)
    for said in before:
        key = key_of(said)
        if key is not None:
            waiting[(said.what, said.ask, *key)].append(said)
    pairs = []
    for said in after:
        key = key_of(said)
        others = waiting[(said.what, said.ask, *key)] if key is not None else []
        if others:
            pairs.append((others.pop(0), said))
    return pairs


def _words(said: Statement) -> frozenset[tuple[str, str]]:
    return frozenset((part, wording.means) for part, wording in said.said.items())


def _name_and_words(said: Statement) -> Key:
    return said.name, _words(said)


def _place_and_words(said: Statement) -> Key | None:
    return (said.under, _words(said)) if said.what in _KNOWN_BY_WORDS else None


def _words_alone(said: Statement) -> Key | None:
    return (_words(said),) if said.what in _KNOWN_BY_WORDS else None


def _name_alone(said: Statement) -> Key:
    return ("",) if said.what in _ONE_OF_A_KIND else (said.name,)


def _condition(said: Statement) -> Key | None:
    condition = said.said.get("applies if")
    return (said.under, condition.means) if condition else None


def _closest(said: Statement) -> Key | None:
    return said.loosely[:1] or None


def _close(said: Statement) -> Key | None:
    return said.loosely[1:2] or None


def _added(said: Statement) -> Change:
    differences = tuple(Difference(part, None, wording.shown) for part, wording in said.said.items())
    return Change("added", said.what, said.name, None, said.place, differences, said.ask, said.under)


def _removed(said: Statement) -> Change:
    differences = tuple(Difference(part, wording.shown, None) for part, wording in said.said.items())
    return Change("removed", said.what, said.name, said.place, None, differences, said.ask, said.under)


def _changed(before: Statement, after: Statement, renamed: Renamed) -> Change | None:
    differences = [*_moved(before, after, renamed), *_reworded(before.said, after.said)]
    if not differences:
        return None
    return Change(
        "changed",
        after.what,
        after.name,
        before.place,
        after.place,
        tuple(differences),
        after.ask,
        after.under,
    )


def _moved(before: Statement, after: Statement, renamed: Renamed) -> Iterator[Difference]:
    """Another name, or an exception that stands under another rule."""
    known = (
        after.what in _ONE_OF_A_KIND
        or after.loosely
        or (is_numbered(before.name) and is_numbered(after.name))
    )
    if before.name != after.name and not known:
        yield Difference("id", before.name, after.name)
    if before.under != after.under and renamed.get((before.ask, before.under)) != after.under:
        yield Difference("stands under", before.under, after.under)


def _reworded(before: Mapping[str, Wording], after: Mapping[str, Wording]) -> Iterator[Difference]:
    for part in dict.fromkeys((*before, *after)):
        one, other = before.get(part), after.get(part)
        if one is None or other is None or one.means != other.means:
            yield Difference(part, one.shown if one else None, other.shown if other else None)


def _reordered(old: Contents, new: Contents, only: str | None) -> Iterator[Change]:
    """Alternatives are offered in the order in which they stand: the one order that means something."""
    for name, ask in new.asks.items():
        former = old.asks.get(name)
        if former is None or only not in {None, name}:
            continue
        before, after = _order(former), _order(ask)
        if before != after and sorted(before) == sorted(after):
            difference = Difference("order of offers", ", ".join(before), ", ".join(after))
            yield Change("changed", "alternatives", name, former.place, ask.place, (difference,), name)


def _order(ask: Ask) -> list[str]:
    return [other.ask or f"referral.{other.referral}" for other in ask.alternatives]
