"""Addresses of the administrator's pages about areas."""

from django.urls import path

from . import pages

urlpatterns = [
    path("c/areas/", pages.areas, name="territory-areas"),
    path("c/areas/upload/", pages.upload, name="territory-upload"),
    path("c/areas/cut/", pages.cut, name="territory-cut"),
    path("c/areas/import/<uuid:pending>/", pages.confirm, name="territory-import"),
    path("c/areas/<str:under>/", pages.areas, name="territory-area"),
]
