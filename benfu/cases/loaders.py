"""Loads the catalogue of categories; run twice, nothing changes."""

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from . import categories
from .catalogue.reading import CATEGORIES, read_categories, reasons, replies
from .models import Category


@transaction.atomic
def load(say: Callable[[str], None], path: Path = CATEGORIES) -> None:
    """Bring the table in line with the file: new rows are added, changed ones updated, missing ones retired, never removed.

    Raises BadCatalogue with the line that cannot be read; nothing is loaded then.
    """
    reasons(), replies()
    rows = [Category(**row, is_active=True) for row in read_categories(path)]
    before = {one.pk: one for one in Category.objects.select_for_update()}
    fields = [field.name for field in Category._meta.concrete_fields if not field.primary_key]
    added = [row for row in rows if row.pk not in before]
    changed = [row for row in rows if row.pk in before and any(_differs(before[row.pk], row, name) for name in fields)]
    gone = [one.pk for one in before.values() if one.is_active and one.pk not in {row.pk for row in rows}]
    Category.objects.bulk_create(added)
    Category.objects.bulk_update(changed, fields)
    Category.objects.filter(pk__in=gone).update(is_active=False)
    categories.forget()
    say(f"categories: {len(rows)} in use, {len(added)} added, {len(changed)} changed, {len(gone)} retired")


def _differs(old: Category, new: Category, name: str) -> bool:
    return bool(getattr(old, name) != getattr(new, name))
