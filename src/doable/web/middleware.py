"""What stands between every request and its page: the content security policy, the second factor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.shortcuts import redirect

from doable.desk import books
from doable.desk.authorising import may_approve

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from doable.desk.models import Person

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
# Where somebody without a second factor may still go: to set one up, to leave, to look right meanwhile.
_WITHOUT = ("/account/", "/static/", "/healthz", "/invitation/", "/settings/theme")


class ContentSecurityPolicy:
    """Pages load only what the desk itself serves; a page that needs less or more sets its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say what the answer may load."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response


class SecondFactor:
    """Whoever has to sign in with a second factor sets one up before anything else.

    Whoever has one was asked for it when they signed in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or lead to where a second factor is set up."""
        user = request.user
        if user.is_authenticated and not request.path.startswith(_WITHOUT) and lacks_factor(user):
            return redirect("mfa_activate_totp")
        return self.get_response(request)


def lacks_factor(person: Person) -> bool:
    """Whether somebody has to have a second factor and has none."""
    return needs_factor(person) and not is_mfa_enabled(person)


def needs_factor(person: Person) -> bool:
    """Whether the settings ask a second factor of this person."""
    asked = settings.DOABLE.second_factor
    if asked != "approvers":
        return bool(asked == "everyone")
    return bool(person.duty_kinds) or _approves(person)


def _approves(person: Person) -> bool:
    try:
        return may_approve(person)
    except books.NoBook:
        return False
