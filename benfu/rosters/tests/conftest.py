"""A hub that 金海街道 has taken in, and whoever speaks for it."""

from dataclasses import dataclass

import pytest

from benfu.organisations.services import add_organisation
from benfu.platform.identity.actor import SYSTEM, Actor
from benfu.platform.identity.roles import Role
from benfu.rosters.services import approve_hub, register_hub
from tests.cast import Cast, staff
from tests.district import DISTRICT, JINHAI_STREET

LINS, HES = "19900000001", "199 0000 0002"


@dataclass(frozen=True)
class Hub:
    """A hub and its manager."""

    id: int
    manager: Actor


def new_hub(name: str, login: str) -> Hub:
    """Return a hub with a manager, registered nowhere yet."""
    made = add_organisation(actor=SYSTEM, kind="platform_company", name=name, area=DISTRICT)
    manager = staff(login, f"{name}站长", Role.ENTERPRISE_MANAGER, DISTRICT, f"hub:{made.pk}")
    return Hub(made.pk, manager)


@pytest.fixture
def hub(cast: Cast) -> Hub:
    """Return a hub that 梅岚 has taken in."""
    one = new_hub("快送金海站", "kuai")
    approve_hub(actor=cast.mei, registration=register_hub(actor=one.manager, hub=one.id, street=JINHAI_STREET).pk)
    return one
