"""What must hold of personal data: hidden columns are declared and open under the present keys, nothing is kept too long."""

from collections.abc import Iterator

from django.core.exceptions import ImproperlyConfigured
from django.db import models

from benfu.platform.lib import clock
from benfu.platform.lib.proof import Proof

from .expiring import GRACE, overdue, timed_fields
from .fields import EncryptedText
from .models import KeptKey
from .register import PersonalField, personal_fields
from .rotation import hidden_columns


def proofs() -> Iterator[Proof]:
    """Return the proofs of this room."""
    declared = {(entry.model, entry.field) for entry in personal_fields()}
    undeclared = [
        f"{model._meta.label}.{field.name}"
        for model, field in hidden_columns()
        if model is not KeptKey and (model, field.name) not in declared
    ]
    yield Proof("every hidden column is in the register of personal fields", not undeclared, ", ".join(undeclared))
    endless = [f"{one.model._meta.label}.{one.field}" for one in personal_fields() if one.is_timed and not _ends(one)]
    yield Proof("every field kept for a time says since when", not endless, ", ".join(endless))
    late = [
        f"{one.model._meta.label}.{one.field}" for one in timed_fields() if overdue(one, clock.now() - GRACE).exists()
    ]
    yield Proof("nothing is kept longer than its class says", not late, ", ".join(late))
    for model, field in hidden_columns():
        trouble = _trouble(model, field)
        yield Proof(f"the present keys open {model._meta.label}.{field.name}", not trouble, trouble)


def _ends(entry: PersonalField) -> bool:
    return bool(entry.since or entry.kept_by)


def _trouble(model: type[models.Model], field: EncryptedText) -> str:
    """Open the oldest and the newest value: a missing key shows at one end or the other."""
    rows = model._base_manager.values_list(field.name, flat=True)
    try:
        rows.order_by("pk").first()
        rows.order_by("-pk").first()
    except ImproperlyConfigured as error:
        return str(error)
    return ""
