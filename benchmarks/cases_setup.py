"""Sets the stage for benchmarks.cases: district, catalogue, workers and staff; prints their keys as JSON. Not run by hand."""

import json
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django first
from django.test import Client  # noqa: E402

from benchmarks.cases_ground import DISTRICT, code_of, features  # noqa: E402
from benfu.cases.loaders import load as load_categories  # noqa: E402
from benfu.organisations.models import Kind  # noqa: E402
from benfu.organisations.services import add_organisation  # noqa: E402
from benfu.people.models import Person, Registration  # noqa: E402
from benfu.people.services import add_staff  # noqa: E402
from benfu.platform.identity.actor import SYSTEM, actor_of  # noqa: E402
from benfu.platform.identity.models import Account, ApiToken  # noqa: E402
from benfu.platform.identity.roles import Role  # noqa: E402
from benfu.platform.identity.services import make_token  # noqa: E402
from benfu.platform.identity.services.tokens import hash_of  # noqa: E402
from benfu.platform.identity.sessions import SEEN_AT, STRENGTH  # noqa: E402
from benfu.platform.identity.strength import Strength  # noqa: E402
from benfu.platform.lib import clock  # noqa: E402
from benfu.platform.privacy.loaders import load as load_consents  # noqa: E402
from benfu.territory.loaders import load as load_calendar  # noqa: E402
from benfu.territory.services import import_boundaries  # noqa: E402
from benfu.territory.shelf import shelf  # noqa: E402

WORKERS = 3000  # a person may report 60 times an hour
COMMUNITY = code_of(4, 4)[:12]


def workers() -> list[str]:
    """Add registered workers, straight into the tables for speed, and return their tokens."""
    now, keys = clock.now(), [f"benfu_bench{number:032}" for number in range(WORKERS)]
    accounts = Account.objects.bulk_create(Account(created_at=now) for _ in keys)
    people = Person.objects.bulk_create(
        Person(account=account, name=f"骑手{number}", trade="rider", created_at=now)
        for number, account in enumerate(accounts)
    )
    Registration.objects.bulk_create(
        Registration(person=one, community=COMMUNITY, state="approved", registered_at=now) for one in people
    )
    ApiToken.objects.bulk_create(
        ApiToken(
            account=account,
            key_hash=hash_of(key),
            label="bench",
            strength=Strength.PHONE,
            created_at=now,
            used_on=clock.today(),
            expires_at=now + timedelta(days=1),
        )
        for account, key in zip(accounts, keys, strict=True)
    )
    return keys


def staff(login: str, role: Role, area: str, unit: str = "") -> int:
    """Open a staff account and return its id."""
    slip = add_staff(
        actor=SYSTEM, login=login, name=login, role=role, area=area, unit=unit, password=f"open-{login}-sesame"
    )
    return int(slip.account)


def session(account: int) -> str:
    """Return the session key of a member of staff who has just signed in."""
    client = Client()
    client.force_login(Account.objects.get(pk=account))
    kept = client.session
    kept[STRENGTH], kept[SEEN_AT] = str(Strength.SECOND_FACTOR), clock.now().isoformat()
    kept.save()
    return str(kept.session_key)


def main() -> None:
    """Build it and print who is who."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    report = import_boundaries(actor=SYSTEM, content=features(), source="invented")
    if not report.done:
        raise SystemExit(str(report))
    shelf.clear()
    for load in (load_consents, load_calendar, load_categories):
        load(lambda words: None)
    department = add_organisation(actor=SYSTEM, kind=Kind.DEPARTMENT, name="市政管理所", area=DISTRICT)
    handler = staff("hand", Role.DEPARTMENT_HANDLER, DISTRICT, f"organisation:{department.pk}")
    community = staff("desk", Role.COMMUNITY_WORKER, COMMUNITY)
    print(
        json.dumps(
            {
                "workers": workers(),
                "staff": make_token(actor=actor_of(community), label="bench", strength=Strength.SECOND_FACTOR).key,
                "session": session(community),
                "account": community,
                "department": department.pk,
                "handler": actor_of(handler).person,
                "verifier": actor_of(community).person,
            }
        )
    )


main()
