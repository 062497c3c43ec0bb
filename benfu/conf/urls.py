"""Addresses: each room brings its own pages, the API all rooms' routers."""

from django.urls import include, path

from benfu.conf.api import api, docs
from benfu.conf.rooms import modules

urlpatterns = [
    path("api/v1/", api.urls),
    path("api/docs", docs),
    *(path("", include(urls)) for urls in modules("urls")),
]
handler404 = "benfu.ui.problems.not_found"
handler500 = "benfu.ui.problems.server_error"
