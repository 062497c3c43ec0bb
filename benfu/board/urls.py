"""Address of the cockpit."""

from django.urls import path

from . import pages

urlpatterns = [path("cockpit/", pages.cockpit, name="board-cockpit")]
