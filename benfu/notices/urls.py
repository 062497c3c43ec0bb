"""Addresses of the inbox."""

from django.urls import path

from . import pages

urlpatterns = [
    path("msg/", pages.inbox, {"frame": "worker"}, name="notices-inbox"),
    path("msg/read/", pages.read, {"frame": "worker"}, name="notices-read"),
    path("c/msg/", pages.inbox, {"frame": "console"}, name="notices-staff-inbox"),
    path("c/msg/read/", pages.read, {"frame": "console"}, name="notices-staff-read"),
]
