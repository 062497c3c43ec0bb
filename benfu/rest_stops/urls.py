"""Addresses of the pages about rest stops."""

from django.urls import path

from . import console_pages, pages

urlpatterns = [
    path("s/", pages.stops, name="rest_stops-list"),
    path("s/near", pages.near, name="rest_stops-near"),
    path("s/<int:rest_stop>/", pages.stop, name="rest_stops-stop"),
    path("c/stops/", console_pages.kept, name="rest_stops-kept"),
    path("c/stops/new/", console_pages.add, name="rest_stops-add"),
    path("c/stops/<int:rest_stop>/", console_pages.change, name="rest_stops-change"),
    path("c/stops/<int:rest_stop>/open/", console_pages.switch, name="rest_stops-switch"),
    path("c/stops/<int:rest_stop>/sockets/", console_pages.sockets, name="rest_stops-sockets"),
    path("c/stops/<int:rest_stop>/hours/", console_pages.hours, name="rest_stops-hours"),
    path("c/stops/<int:rest_stop>/withdraw/", console_pages.withdraw, name="rest_stops-withdraw"),
]
