"""Addresses of outreach."""

from django.urls import path

from . import pages

urlpatterns = [
    path("me/outreach/", pages.mine, name="outreach-mine"),
    path("me/outreach/declare/", pages.declare, name="outreach-declare"),
    path("me/outreach/withdraw/", pages.withdraw, name="outreach-withdraw"),
    path("c/outreach/", pages.records, name="outreach-records"),
    path("c/outreach/<int:person>/", pages.one_record, name="outreach-record"),
    path("c/outreach/<int:person>/move/", pages.move, name="outreach-move"),
    path("c/outreach/<int:person>/contact/", pages.contact, name="outreach-contact"),
    path("c/outreach/<int:person>/stage/", pages.stage, name="outreach-stage"),
    path("c/outreach/<int:person>/show/<slug:field>/", pages.show, name="outreach-show"),
]
