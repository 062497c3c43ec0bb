"""Addresses of codes, as they stand in QR codes."""

from django.http import HttpRequest
from django.urls import reverse

from benfu.ui.short_links import whole


def address_of(code: str, request: HttpRequest | None = None) -> str:
    """Return the whole address of a code."""
    return whole(reverse("credentials-verify", args=[code]), request)


def stem(request: HttpRequest) -> str:
    """Return what every such address begins with, for the phone to complete."""
    return address_of("-", request).removesuffix("-/")
