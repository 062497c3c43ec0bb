"""What must hold of hidden data: every hidden column is declared, and the present keys open what is stored."""

from collections.abc import Iterator

from django.core.exceptions import ImproperlyConfigured
from django.db import models

from benfu.platform.lib.proof import Proof

from .fields import EncryptedText
from .models import KeptKey
from .register import personal_fields
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
    for model, field in hidden_columns():
        trouble = _trouble(model, field)
        yield Proof(f"the present keys open {model._meta.label}.{field.name}", not trouble, trouble)


def _trouble(model: type[models.Model], field: EncryptedText) -> str:
    """Open the oldest and the newest value: a missing key shows at one end or the other."""
    rows = model._base_manager.values_list(field.name, flat=True)
    try:
        rows.order_by("pk").first()
        rows.order_by("-pk").first()
    except ImproperlyConfigured as error:
        return str(error)
    return ""
