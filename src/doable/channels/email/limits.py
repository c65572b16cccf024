"""What a mail may ask of us at most: beyond that it still comes in, and says what was left out."""

from __future__ import annotations

SIZE = 25 * 2**20  # bytes of a mail
DEPTH = 20  # parts within parts
PARTS = 200
HEADERS = 500  # lines of a header, continued ones counted once
HEADER_AREA = 256 * 2**10  # bytes before the first part
HEADER = 8_000  # characters of one header
PARAMETERS = 2_000  # characters of a header that is read as `key=value` pairs
TEXT = 1_000_000  # characters of everything that was written in a mail
HTML = 2_000_000  # characters of one HTML part
TAGS = 10_000  # of HTML in a mail: the sanitiser's work grows with the square of how deep they nest
RECIPIENTS = 200
REFERENCES = 50


class Cut:
    """What was left out of a mail, in words for whoever reads it; each said once."""

    def __init__(self) -> None:
        """Begin with nothing left out."""
        self._said: dict[str, None] = {}

    def say(self, what: str) -> None:
        """Note one thing that was left out or could not be read."""
        self._said.setdefault(what)

    @property
    def said(self) -> tuple[str, ...]:
        """Everything noted, in the order in which it was."""
        return tuple(self._said)
