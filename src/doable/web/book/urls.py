"""Addresses of the book."""

from __future__ import annotations

from django.urls import path

from doable.web.book import views

urlpatterns = [
    path("", views.book, name="book"),
    path("asks/<str:name>/", views.ask, name="book_ask"),
]
