"""The address of an invitation, open to whoever has its link."""

from __future__ import annotations

from django.urls import path

from doable.web.people import invitation

urlpatterns = [path("<str:token>/", invitation.invitation, name="invitation")]
