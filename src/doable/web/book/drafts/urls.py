"""Addresses of the drafts of the book; those of trying one out and publishing it stand beside."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from doable.web.book.drafts import files, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.drafts, name="book_drafts"),
    path("open/", views.open_draft, name="book_open_draft"),
    path("<int:pk>/", views.draft, name="book_draft"),
    path("<int:pk>/stories/", views.stories, name="book_draft_stories"),
    path("<int:pk>/names/", views.names, name="book_draft_names"),
    path("<int:pk>/asks/", views.add_ask, name="book_draft_add_ask"),
    path("<int:pk>/discard/", views.discard, name="book_draft_discard"),
    path("<int:pk>/rules/<str:name>/", views.rule, name="book_draft_rule"),
    path("<int:pk>/files/<path:path>", files.file, name="book_draft_file"),
    path("<int:pk>/check/<path:path>", files.check, name="book_draft_check"),
    path("<int:pk>/write/<path:path>", files.write, name="book_draft_write"),
]
# Compare, replay, proofs, publish: each brings the addresses under a draft that are its own.
urlpatterns += [
    path("<int:pk>/", include(f"doable.web.book.{area}.urls"))
    for area in ("comparing", "replaying", "proving", "publishing")
    if find_spec(f"doable.web.book.{area}") is not None
    and find_spec(f"doable.web.book.{area}.urls") is not None
]
