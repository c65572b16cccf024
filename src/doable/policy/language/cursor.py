"""A place in the tokens of an expression, and what to say where something else was expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.language.lexing import not_parsed, tokens

if TYPE_CHECKING:
    from doable.policy.language.lexing import NotParsed, Token

_WORDS = {"and": "&&", "or": "||", "not": "!", "is": "==", "AND": "&&", "OR": "||", "NOT": "!"}


class Cursor:
    """Reads tokens one after the other."""

    def __init__(self, source: str) -> None:
        self.source, self.tokens = source, tokens(source)
        self.index = self.depth = 0

    @property
    def token(self) -> Token:
        """The token that comes next."""
        return self.tokens[self.index]

    def at(self, *texts: str) -> bool:
        """Whether one of these signs or words comes next."""
        return self.token.kind in ("sign", "name") and self.token.text in texts

    def next(self) -> Token:
        """Takes whatever comes next."""
        self.index += 1
        return self.tokens[self.index - 1]

    def take(self, text: str) -> bool:
        """Takes a sign or word if it comes next."""
        found = self.at(text)
        self.index += found
        return found

    def expect(self, text: str) -> Token:
        """Takes a sign that has to come next."""
        if not self.at(text):
            raise self.unexpected(f"expected `{text}` here")
        return self.next()

    def unexpected(self, wanted: str) -> NotParsed:
        """The error for what comes next, with what should have come."""
        token = self.token
        if token.kind == "end":
            return not_parsed(
                self.source, token.start, f"the expression ends too early: {wanted}", "complete it"
            )
        remedy = (
            f"write `{_WORDS[token.text]}` instead"
            if token.text in _WORDS
            else f"remove or correct `{token.text}`"
        )
        return not_parsed(self.source, token.start, f"found `{token.text}`: {wanted}", remedy)
