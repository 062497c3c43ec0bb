"""Addresses of the phone app."""

from django.urls import path

from . import offline, pages, reporting

urlpatterns = [
    path("", pages.home, name="worker-home"),
    path("r/new", reporting.new_report, name="worker-report"),
    path("r/place", reporting.place, name="worker-place"),
    path("q/", pages.queue, name="worker-queue"),
    path("q/who", offline.who, name="worker-who"),
    path("sw.js", offline.service_worker, name="worker-sw"),
    path("manifest.webmanifest", offline.manifest, name="worker-manifest"),
    path("offline", pages.offline, name="worker-offline"),
    path("about/", pages.about, name="worker-about"),
    path("a11y/", pages.accessibility, name="worker-a11y"),
    path("privacy/", pages.privacy, name="worker-privacy"),
]
