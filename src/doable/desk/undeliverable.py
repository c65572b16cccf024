"""That a message can't reach whom it is for, however often it is sent."""

from __future__ import annotations


class Undeliverable(Exception):
    """A channel gives up on a message for good: `because` says why, to somebody who may find another way."""

    def __init__(self, because: str) -> None:
        """Say why, without anything secret."""
        self.because = because
        super().__init__(because)
