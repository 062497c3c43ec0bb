"""The catalogue, for administrators: what can be had for how many points, with a picture."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benfu.platform.identity.guards import PageRequest, duty
from benfu.platform.lib.errors import Conflict, Invalid
from benfu.platform.lib.ids import uuid7
from benfu.store import access, counter, selectors
from benfu.store.forms import GoodForm
from benfu.store.models import Good
from benfu.store.services import Photo, add_good, change_good, withdraw_good
from benfu.ui.forms import show_problem


@require_safe
@duty(*access.MANAGERS)
def goods(request: PageRequest) -> HttpResponse:
    """List the catalogue."""
    return render(request, "store/catalogue.html", {"goods": counter.goods_of(request.actor)})


@require_http_methods(["GET", "HEAD", "POST"])
@duty(*access.MANAGERS)
def add(request: PageRequest) -> HttpResponse:
    """Put a good into the catalogue."""
    form = GoodForm(request.POST or None, request.FILES or None)
    if form.is_valid() and _save(request, form, None):
        return redirect("store-catalogue")
    return render(request, "store/good_form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@duty(*access.MANAGERS)
def change(request: PageRequest, good: int) -> HttpResponse:
    """Change a good."""
    found = counter.good_to_edit(request.actor, good)
    form = GoodForm(request.POST or None, request.FILES or None, initial=GoodForm.initial_of(found))
    if form.is_valid() and _save(request, form, found):
        return redirect("store-catalogue")
    shown = {"form": form, "good": found, "picture": selectors.pictures_of_goods([good])[good]}
    return render(request, "store/good_form.html", shown, status=422 if form.is_bound else 200)


@require_POST
@duty(*access.MANAGERS)
def withdraw(request: PageRequest, good: int) -> HttpResponse:
    """Take a good off the catalogue, or put it back."""
    found = withdraw_good(actor=request.actor, good=good, back="back" in request.POST)
    messages.success(request, _("已上架。") if found.is_active else _("已下架；已预订的照样可以领。"))
    return redirect("store-catalogue")


def _save(request: PageRequest, form: GoodForm, good: Good | None) -> bool:
    picture = form.cleaned_data["picture"]
    photo = Photo(uuid7(), picture) if picture else None
    try:
        if good is None:
            add_good(actor=request.actor, described=form.described(), photo=photo)
        else:
            change_good(actor=request.actor, good=good.pk, described=form.described(), photo=photo)
    except (Conflict, Invalid) as problem:
        show_problem(form, problem)
        return False
    messages.success(request, _("已保存。"))
    return True
