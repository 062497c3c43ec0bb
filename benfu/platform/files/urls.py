"""Addresses of pictures."""

from django.urls import path

from . import pages

urlpatterns = [path("f/<uuid:file_id>/<slug:size>", pages.picture, name="files-picture")]
