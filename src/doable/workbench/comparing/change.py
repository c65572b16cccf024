"""What one book says and the other does not, or says in another way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doable.policy.findings import Place


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of a thing: what was said before and what is said now; None where nothing is."""

    part: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was added, removed or changed, where it stands in both books, and how it differs.

    `what` is the kind of thing (rule, exception, fact, ..), `under` the rule that an exception stands under.
    """

    kind: str
    what: str
    name: str
    before: Place | None
    after: Place | None
    differences: tuple[Difference, ...]
    ask: str | None = None
    under: str | None = None

    @property
    def headline(self) -> str:
        """What happened to what, in a few words."""
        named = (
            self.what if self.name == self.ask and self.what == "otherwise" else f"{self.what} `{self.name}`"
        )
        where = f" under `{self.under}`" if self.under else ""
        return f"{named}{where} {self.kind}"

    @property
    def places(self) -> str:
        """Where it stands: in the old book, in the new one."""
        spots = [f"{place.file}:{place.line}" if place else "nowhere" for place in (self.before, self.after)]
        return " -> ".join(spots)
