"""Addresses of the book."""

from __future__ import annotations

from django.urls import include, path

from doable.web.book import views

urlpatterns = [
    path("", views.book, name="book"),
    path("asks/<str:name>/", views.ask, name="book_ask"),
    path("drafts/", include("doable.web.book.drafts.urls")),
    path("", include("doable.web.book.publishing.version_urls")),
]
