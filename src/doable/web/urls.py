"""The addresses of all pages, area by area."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from doable.web import accounts, health

_AREAS = {
    "": "queue",
    "search/": "searching",
    "cases/": "cases",
    "approvals/": "approvals",
    "promises/": "promises",
    "customers/": "customers",
    "book/": "book",
    "people/": "people",
    "settings/": "settings",
    "administration/": "administration",
}


def _exists(area: str) -> bool:
    module = f"doable.web.{area}"
    return find_spec(module) is not None and find_spec(f"{module}.urls") is not None


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("account/", include(accounts)),
    path("invitation/", include("doable.web.people.invitation_urls")),
]
urlpatterns += [
    path(prefix, include(f"doable.web.{area}.urls")) for prefix, area in _AREAS.items() if _exists(area)
]
