"""What stands around the rules: authority, referrals, guarantees and style."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.book import Guarantee, Limit, Referral, Style
from doable.policy.findings import did_you_mean
from doable.policy.language.declarations import BOOL
from doable.policy.vocabulary import ANY, MOST_IN_A_ROW, REFUSED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.policy.expression import Expression
    from doable.policy.findings import Place
    from doable.policy.language.declarations import Declaration
    from doable.policy.loading.entries import Entry
    from doable.policy.loading.formulas import Formulas
    from doable.policy.loading.people import People

_CONTACT = ("phone", "address", "email", "web")
_ONE_OF_TWO = "add `never: ..` or `always: ..`"
_HOW = "add a `phone:`, `address:`, `email:` or `web:`"


class Surroundings:
    """Builds what refers to the asks; `params` are those of each, `unread` asks whose files can't be read."""

    def __init__(
        self,
        formulas: Formulas,
        people: People,
        params: Mapping[str, Mapping[str, Declaration]],
        unread: tuple[str, ...],
    ) -> None:
        self.reading = formulas.reading
        self.formulas = formulas
        self.people = people
        self.params = params
        self.asks = (*params, *unread)

    def limit(self, entry: Entry) -> Limit:
        """A row of authority.yaml; its condition is checked for every ask that it covers."""
        named = entry.placed("ask")
        for name, place in named:
            if name != ANY:
                self._known_ask(str(name), place)
        covered = entry.lines("ask")
        names = self.params if ANY in covered else [name for name in covered if name in self.params]
        formulas = self.formulas.of_limits()
        when: dict[str, Expression] = {}
        for name in names:
            expression = formulas.of_ask(name, self.params[name]).make(entry.formula("when"), BOOL)
            if expression is not None:
                when[name] = expression
        return Limit(
            self.people.grade(entry, "grade"), self.people.function(entry), covered, when, entry.place
        )

    def referral(self, name: str, entry: Entry) -> Referral | None:
        """Somebody outside who can help."""
        contact = [(key, found) for key in _CONTACT if (found := entry.line(key))]
        if not entry.strange and not entry.keys.keys() & set(_CONTACT):
            self.reading.error(entry.place, f"nobody could reach `{name}`", _HOW)
        when = self.formulas.make(entry.formula("when"), BOOL)
        called, helps = entry.text("name"), entry.text("helps_with")
        if called is None or helps is None:
            return None
        return Referral(name, called, helps, (("name", str(called)), *contact), entry.place, when)

    def guarantee(self, entry: Entry, ids: dict[str, Place]) -> Guarantee | None:
        """A guarantee with its condition checked."""
        name, ask = self._own_name(entry, ids), entry.line("ask")
        formulas: Formulas | None = self.formulas
        if ask is not None:
            self._known_ask(ask, entry.at("ask"))
            formulas = self.formulas.of_ask(ask, self.params[ask]) if ask in self.params else None
        asker = self.people.by(entry, "as")
        kind = self._kind(entry)
        self._check_alternatives(entry)
        in_a_row = self._in_a_row(entry)
        condition = formulas.make(entry.formula(kind), BOOL) if formulas and kind else None
        says = entry.text("says")
        if condition is None or says is None or name is None:
            return None
        return Guarantee(
            id=name,
            says=says,
            always=kind == "always",
            condition=condition,
            place=entry.place,
            asker=asker,
            ask=ask,
            verdict=entry.line("verdict"),
            alternatives=entry.line("alternatives"),
            in_a_row=in_a_row,
        )

    def _own_name(self, entry: Entry, ids: dict[str, Place]) -> str | None:
        name = entry.line("id")
        if name and name in ids:
            self.reading.error(
                entry.at("id"),
                f"two guarantees are called `{name}` (the other: {ids[name]})",
                "give one of them another id",
            )
        ids.setdefault(name or "", entry.at("id"))
        return name

    def _kind(self, entry: Entry) -> str | None:
        """`never` or `always`: the one of the two that stands there."""
        both = [key for key in ("never", "always") if key in entry.keys]
        if len(both) == 1:
            return both[0]
        remedy = "remove one of the two, or make it two guarantees" if both else _ONE_OF_TWO
        said = "both `never` and `always`" if both else "neither `never` nor `always`"
        self.reading.error(entry.place, f"this guarantee says {said}", remedy)
        return None

    def _check_alternatives(self, entry: Entry) -> None:
        """Only a no comes with alternatives, so a guarantee about them is one about a no."""
        if "alternatives" not in entry.values or entry.line("verdict") in REFUSED:
            return
        message = "only a no comes with alternatives, and this guarantee is not about a no alone"
        remedy = " or ".join(f"`verdict: {verdict}`" for verdict in REFUSED)
        self.reading.error(entry.keys["alternatives"], message, f"add {remedy}")

    def _in_a_row(self, entry: Entry) -> int:
        wanted = entry.number("in_a_row") or 1
        if wanted > MOST_IN_A_ROW:
            message = f"`in_a_row` is {wanted}, and nothing is claimed beyond {MOST_IN_A_ROW} asks"
            self.reading.error(entry.at("in_a_row"), message, "write 1, 2 or 3")
        return wanted

    def _known_ask(self, name: str, place: Place) -> None:
        if name not in self.asks:
            remedy = did_you_mean(name, self.asks) or "add a file for it under asks/"
            self.reading.error(place, f"the book has no ask `{name}`", remedy, check="unknown")


def build_style(entry: Entry | None) -> Style:
    """The style of the book."""
    if entry is None:
        return Style()
    instead = tuple((word, str(say)) for word, say in entry.named("instead").values.items())
    return Style(instead, entry.number("reading_level"), entry.text("sign_off"))
