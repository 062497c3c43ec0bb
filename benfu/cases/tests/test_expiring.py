"""A year after its end nobody can tell who reported a case, nor what they said; younger and open ones stay as they are."""

from datetime import timedelta

import time_machine

from benfu.cases.models import Case, Note, Report
from benfu.cases.tests import acts
from benfu.platform.identity.models import Account
from benfu.platform.lib import clock
from benfu.platform.privacy import tasks
from benfu.platform.privacy.expiring import expire
from benfu.platform.privacy.proofs import proofs
from tests.cast import Cast

YEAR = timedelta(days=370)


def test_after_a_year_the_link_to_the_reporters_is_cut(town: Cast) -> None:
    old = acts.closed(town)
    with time_machine.travel(clock.now() + YEAR):
        young = acts.filed(town)
        assert [proof.name for proof in proofs() if not proof.ok] == ["nothing is kept longer than its class says"]
        tasks.expire_what_is_due(0)
        assert [proof.name for proof in proofs() if not proof.ok] == []
        assert expire() == {}
    reports = Report.objects.filter(case=old.pk)
    assert reports.exists()
    for one in reports.select_related("person"):
        assert (one.person.name, one.person.stands_in, one.account_id, one.words) == ("—", True, None, "")
        assert not Account.objects.get(pk=one.person.account_id).is_active
    assert set(Note.objects.filter(case=old.pk).values_list("words", flat=True)) <= {"—"}
    assert Case.objects.get(pk=old.pk).address == ""
    kept = Report.objects.get(case=young.pk)
    assert (kept.person_id, kept.account_id) == (town.lin.person, town.lin.account)


def test_a_day_too_early_nothing_goes(town: Cast) -> None:
    acts.closed(town)
    with time_machine.travel(clock.now() + timedelta(days=364)):
        assert not [name for name in expire() if name.startswith("cases.")]
