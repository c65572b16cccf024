"""Addresses of a draft held against the version it builds on."""

from __future__ import annotations

from django.urls import path

from doable.web.book.comparing import views
from doable.web.book.trials.keeping import keep

urlpatterns = [
    path("compare/", views.compare, name="book_draft_compare"),
    path("keep/", keep, name="book_draft_keep"),
]
