"""How long, and how often, a job that fails is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds before the second attempt, the longest wait, and how many attempts there are."""

    first: float = 5
    longest: float = 3600
    attempts: int = 8

    def wait(self, attempts: int, chance: float) -> timedelta:
        """How long to wait after so many attempts: each time twice as long, a quarter more or less by chance.

        `chance` is in [0, 1): what failed together should not come back together.
        """
        doubled = self.first * 2.0 ** min(attempts - 1, 30)
        return timedelta(seconds=min(doubled, self.longest) * (0.75 + chance / 2))


# What only changes records fails by a fault of ours, and is soon shown to somebody: ten minutes.
INSIDE = Patience()
# Other people's mail servers come back: most of a day.
OUTSIDE = Patience(attempts=30)
