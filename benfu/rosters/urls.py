"""Addresses of rosters."""

from django.urls import path

from .pages import hub, mine, street

urlpatterns = [
    path("e/", hub.hub, name="rosters-hub"),
    path("e/<int:hub>/", hub.hub, name="rosters-hub-of"),
    path("e/<int:hub>/street/", hub.register, name="rosters-register"),
    path("e/<int:hub>/roster/", hub.bring, name="rosters-bring"),
    path("e/<int:hub>/roster/<int:place>/", hub.decide, name="rosters-decide"),
    path("e/<int:hub>/month/", hub.month, name="rosters-month"),
    path("e/<int:hub>/sign/", hub.sign, name="rosters-sign"),
    path("c/hubs/", street.hubs, name="rosters-hubs"),
    path("c/hubs/<int:registration>/", street.decide, name="rosters-decide-hub"),
    path("me/companies/", mine.companies, name="rosters-companies"),
    path("me/companies/add/", mine.add, name="rosters-claim"),
    path("me/companies/<int:place>/", mine.decide, name="rosters-answer"),
]
