"""The room's place in Django."""

from django.apps import AppConfig


class OperateConfig(AppConfig):
    """Operating an installation."""

    name = "benfu.operate"
