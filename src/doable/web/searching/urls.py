"""The address of search."""

from __future__ import annotations

from django.urls import path

from doable.web.searching import views

urlpatterns = [path("", views.search, name="search")]
