"""The desk as Django knows it."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The one app with tables of its own."""

    name = "doable.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
