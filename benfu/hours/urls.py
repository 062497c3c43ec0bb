"""Addresses of volunteer hours."""

from django.urls import path

from . import pages

urlpatterns = [
    path("me/hours/", pages.mine, name="hours-mine"),
    path("c/hours/", pages.hours, name="hours-list"),
    path("c/hours/new/<int:registration>/", pages.new, name="hours-new"),
    path("c/hours/<int:service>/cancel/", pages.cancel, name="hours-cancel"),
]
