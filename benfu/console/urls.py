"""Address of the console's first page."""

from django.urls import path

from . import pages

urlpatterns = [path("c/", pages.home, name="console-home")]
