"""How signing in differs from what the account library does by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter

if TYPE_CHECKING:
    from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library ships no types
    """Nobody signs up by themselves: an administrator invites people."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Nothing: that one has signed in shows by itself."""

    def send_mail(self, *args: object, **kwargs: object) -> None:
        """Nothing: mail only ever goes out in cases."""
