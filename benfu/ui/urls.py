"""Addresses of the kit's own pages."""

from django.urls import path

from .pages import choose_look
from .short_links import open_short_link

urlpatterns = [
    path("look/", choose_look, name="ui-look"),
    path("x/<str:code>", open_short_link, name="ui-short-link"),
    path("x/<str:code>/", open_short_link),
]
