"""Writing: show a personal field with a reason, agree, withdraw, erase."""

from django.db import transaction
from django.utils.translation import gettext as _

from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.acting import Acting
from benfu.platform.lib.errors import Conflict, Invalid, NotFound, NotSignedIn

from .events import ConsentGiven, ConsentWithdrawn, Disclosed, SubjectErased
from .models import Consent, Disclosure
from .register import find, withdrawable
from .selectors import texts_in_force

SHORTEST_REASON = 4
LONGEST_REASON = 200


def disclose(*, actor: Acting, subject: str, field: str, reason: str) -> str:
    """Return a declared personal field of `subject` ('account:5') in full, after writing down who looked and why.

    The caller has checked that the actor may see the subject. Raises Invalid for a missing reason, NotFound
    for a missing subject, LookupError for a field nobody declared.
    """
    why = reason.strip()
    if not SHORTEST_REASON <= len(why) <= LONGEST_REASON:
        words = _("请写明查看的原因（4 到 200 个字）。")
        raise Invalid(words, {"reason": words})
    declared = find(subject, field)
    if declared is None:
        raise LookupError(f"{field} of {subject} is not in the register of personal fields")
    row = declared.model._base_manager.filter(pk=subject.partition(":")[2]).values_list(field, flat=True).first()
    if row is None:
        raise NotFound(_("没有找到。"))
    with transaction.atomic():
        disclosure = Disclosure.objects.create(
            account=_account(actor), subject=subject, field=field, reason=why, happened_at=clock.now()
        )
        # The journal is for ever: of what somebody volunteered and may withdraw it names neither person nor field.
        named = subject if subject.partition(":")[0] not in withdrawable() else f"disclosure:{disclosure.pk}"
        told = Disclosed(disclosure=disclosure.pk, field=field if named == subject else "")
        record(told, actor=actor, subject=named)
    return str(row)


def forget_disclosures(*, subject: str) -> None:
    """Remove who looked at something that is gone: part of the service that removed it."""
    Disclosure.objects.filter(subject=subject).delete()


def give_consent(*, actor: Acting, code: str, version: int) -> None:
    """Agree to a text in the version the person has read; agreeing twice is agreeing once.

    Raises NotFound for an unknown text, Conflict when a newer version is in force.
    """
    account = _account(actor)
    text = next((one for one in texts_in_force() if one.code == code), None)
    if text is None:
        raise NotFound(_("没有这份说明。"))
    if text.version != version:
        raise Conflict(_("说明刚刚更新过，请重新阅读后再确认。"), version=text.version)
    with transaction.atomic():
        _consent, added = Consent.objects.get_or_create(
            account=account, text=text, withdrawn_at=None, defaults={"given_at": clock.now()}
        )
        if added:
            event = ConsentGiven(account=account, code=code, version=version)
            record(event, actor=actor, subject=f"account:{account}")


def withdraw(*, actor: Acting, code: str) -> None:
    """Take back agreement to a text in all its versions; what follows from that is for the rooms that need it."""
    account = _account(actor)
    with transaction.atomic():
        given = Consent.objects.filter(account=account, text__code=code, withdrawn_at__isnull=True)
        if given.update(withdrawn_at=clock.now()):
            record(ConsentWithdrawn(account=account, code=code), actor=actor, subject=f"account:{account}")


def erase(*, actor: Acting, account: int | None, person: int | None) -> None:
    """Tell every room to remove what it keeps about who a person is; all their consents end with it.

    The caller has checked that the actor may (the person themselves, or who is responsible for them).
    """
    with transaction.atomic():
        if account is not None:
            Consent.objects.filter(account=account, withdrawn_at__isnull=True).update(withdrawn_at=clock.now())
        subject = f"person:{person}" if person is not None else f"account:{account}"
        record(SubjectErased(account=account, person=person), actor=actor, subject=subject)


def _account(actor: Acting) -> int:
    if actor.account is None:
        raise NotSignedIn(_("请先登录。"))
    return actor.account
