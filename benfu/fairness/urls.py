"""Addresses of fairness."""

from django.urls import path

from . import pages

urlpatterns = [
    path("c/fairness/", pages.suspicions, name="fairness-suspicions"),
    path("c/fairness/<int:suspicion>/", pages.suspicion, name="fairness-suspicion"),
]
