"""The address in every code."""

from django.urls import path

from . import pages

urlpatterns = [path("v/<str:code>/", pages.verify, name="credentials-verify")]
