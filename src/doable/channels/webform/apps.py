"""The web form as Django knows it: templates and static files, no tables."""

from django.apps import AppConfig


class WebformConfig(AppConfig):
    """The web form."""

    name = "doable.channels.webform"
    label = "webform"
