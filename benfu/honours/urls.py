"""Addresses of honours."""

from django.urls import path

from . import pages

urlpatterns = [
    path("honours/", pages.roll, name="honours-roll"),
    path("me/honours/", pages.mine, name="honours-mine"),
    path("me/honours/<int:honour>/", pages.choose, name="honours-choose"),
    path("c/honours/", pages.honours, name="honours-list"),
    path("c/honours/new/", pages.whom, name="honours-whom"),
    path("c/honours/new/<int:registration>/", pages.propose, name="honours-propose"),
    path("c/honours/<int:honour>/", pages.honour, name="honours-honour"),
]
