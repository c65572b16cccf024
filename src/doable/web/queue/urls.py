"""The queue's addresses."""

from __future__ import annotations

from django.urls import path

from doable.web.queue import views

urlpatterns = [
    path("", views.queue, name="queue"),
    path("queue/take/<int:pk>/", views.take, name="take_case"),
    path("queue/views/", views.keep, name="keep_view"),
    path("queue/views/<int:pk>/drop/", views.drop, name="drop_view"),
]
