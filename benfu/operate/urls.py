"""One address: whether this server is well, for whoever watches or balances it."""

from django.urls import path

from benfu.operate.pages import health

urlpatterns = [path("health/", health, name="operate-health")]
