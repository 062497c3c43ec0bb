"""Addresses of the pages about organisations."""

from django.urls import path

from . import pages

urlpatterns = [
    path("c/orgs/", pages.organisations, name="organisations-list"),
    path("c/orgs/new/", pages.add, name="organisations-add"),
    path("c/orgs/<int:organisation>/", pages.change, name="organisations-change"),
]
