"""The addresses of administration."""

from __future__ import annotations

from django.urls import path

from doable.web.administration import views

urlpatterns = [
    path("", views.administration, name="administration"),
    path("log/", views.log, name="check_log"),
    path("jobs/<int:pk>/rerun/", views.rerun, name="rerun_job"),
    path("jobs/<int:pk>/discard/", views.discard, name="discard_job"),
]
