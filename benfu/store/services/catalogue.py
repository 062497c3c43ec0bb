"""Keeping the catalogue: what can be had for how many points."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from benfu.platform.files import selectors as pictures
from benfu.platform.files import services as files
from benfu.platform.files.rules import Purpose
from benfu.platform.identity.actor import Actor
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from benfu.platform.lib.text import clean
from benfu.store import access
from benfu.store.events import GoodChanged
from benfu.store.models import Good

NAME_LENGTH = 40
WORDS_LENGTH = 200
MOST_POINTS = 1_000_000
MOST_PIECES = 1000
MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Described:
    """What a good is: its name, words, price in points, and how many pieces one person may have in so many days (0: any)."""

    name: str
    price: int
    words: str = ""
    per_person: int = 0
    per_days: int = 30


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture as it comes in, under the id its sender made."""

    file_id: UUID
    stream: files.Readable


@transaction.atomic
def add_good(*, actor: Actor, described: Described, photo: Photo | None = None) -> Good:
    """Put a good into the catalogue. Raises NotAllowed, Invalid field by field, Conflict for a name already there."""
    _check_may(actor)
    good = Good(created_at=clock.now(), **_checked(described))
    _save(good)
    return _told(actor, good, photo)


@transaction.atomic
def change_good(*, actor: Actor, good: int, described: Described, photo: Photo | None = None) -> Good:
    """Change a good; orders already placed keep the price they were placed at. Raises as `add_good`, NotFound."""
    found = _found(actor, good)
    for name, value in _checked(described).items():
        setattr(found, name, value)
    _save(found)
    return _told(actor, found, photo)


@transaction.atomic
def give_picture(*, actor: Actor, good: int, photo: Photo) -> Good:
    """Give a good a picture in place of the one it has. Raises NotAllowed, NotFound, Invalid for what is no picture."""
    return _told(actor, _found(actor, good), photo)


@transaction.atomic
def withdraw_good(*, actor: Actor, good: int, back: bool = False) -> Good:
    """Take a good off the catalogue, or put it back; orders that wait are still handed over. Raises NotAllowed, NotFound."""
    found = _found(actor, good)
    found.is_active = back
    _save(found)
    return _told(actor, found, None)


def _found(actor: Actor, good: int) -> Good:
    _check_may(actor)
    found = Good.objects.select_for_update().filter(pk=good).first()
    if found is None:
        raise NotFound(_("没有找到这样东西。"))
    return found


def _check_may(actor: Actor) -> None:
    if not access.may_edit_goods(actor):
        raise NotAllowed(_("商品由管理员维护。"))


def _checked(described: Described) -> dict[str, object]:
    name, words = clean(described.name), clean(described.words)
    wrong: dict[str, str] = {}
    if not 1 <= len(name) <= NAME_LENGTH:
        wrong["name"] = _("请写 1 到 %(most)s 个字的名称。") % {"most": NAME_LENGTH}
    if len(words) > WORDS_LENGTH:
        wrong["words"] = _("说明最多 %(most)s 个字。") % {"most": WORDS_LENGTH}
    if not 1 <= described.price <= MOST_POINTS:
        wrong["price"] = _("积分要是大于零的整数。")
    if not 0 <= described.per_person <= MOST_PIECES:
        wrong["per_person"] = _("请填 0（不限）到 %(most)s 的整数。") % {"most": MOST_PIECES}
    if not 1 <= described.per_days <= MOST_DAYS:
        wrong["per_days"] = _("请填 1 到 %(most)s 天。") % {"most": MOST_DAYS}
    if wrong:
        raise Invalid(_("有几处要改一下。"), wrong)
    limits = {"per_person": described.per_person, "per_days": described.per_days}
    return {"name": name, "words": words, "price": described.price, **limits}


def _save(good: Good) -> None:
    try:
        with transaction.atomic():
            good.save()
    except IntegrityError:
        raise Conflict(_("已经有同名的东西了，请换个名称。")) from None


def _told(actor: Actor, good: Good, photo: Photo | None) -> Good:
    if photo is not None:
        _replace_picture(actor, good, photo)
    record(GoodChanged(good.pk), actor=actor, subject=f"good:{good.pk}")
    return good


def _replace_picture(actor: Actor, good: Good, photo: Photo) -> None:
    subject = f"good:{good.pk}"
    before = [one.id for one in pictures.pictures_of(subject) if one.id != photo.file_id]
    files.take_in(actor=actor, file_id=photo.file_id, subject=subject, purpose=Purpose.GOOD, stream=photo.stream)
    for old in before:
        files.discard(actor=actor, file_id=old)
