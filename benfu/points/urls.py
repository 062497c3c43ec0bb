"""Addresses of points: the worker's, the published rules, the staff's."""

from django.urls import path

from . import pages

urlpatterns = [
    path("pts/", pages.statement, name="points-statement"),
    path("pts/rules/", pages.rules, name="points-rules"),
    path("pts/rules/<str:version>/", pages.rules, name="points-rules-version"),
    path("pts/<int:decision>/", pages.why, name="points-why"),
    path("c/points/", pages.awards, name="points-awards"),
    path("c/points/<int:decision>/", pages.why_for_staff, name="points-award"),
]
