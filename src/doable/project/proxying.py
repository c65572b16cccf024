"""Who really asks, where a reverse proxy stands before the desk: believed from proxies that are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class ReverseProxy:
    """Takes address and scheme from X-Forwarded headers, if the proxy that sends them is in the settings.

    From anybody else the headers are removed, so that nothing further in believes them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as if the proxy were not there."""
        told = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        scheme = request.META.pop("HTTP_X_FORWARDED_PROTO", "")
        if request.META.get("REMOTE_ADDR") in settings.DOABLE.proxies:
            # The last address is the one that the proxy itself saw; those before it anybody can write.
            address = told.rpartition(",")[2].strip()
            if address:
                request.META["REMOTE_ADDR"] = address
            if scheme in {"http", "https"}:
                request.META["wsgi.url_scheme"] = scheme
                if hasattr(request, "environ"):
                    request.environ["wsgi.url_scheme"] = scheme
        return self.get_response(request)
