"""Every address of an installation: the pages, and what channels answer by themselves."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("", include("doable.web.urls"))]
if find_spec("doable.channels.webform.urls") is not None:
    urlpatterns.append(path("", include("doable.channels.webform.urls")))
