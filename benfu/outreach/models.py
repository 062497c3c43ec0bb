"""Tables: what somebody volunteered about themselves, who was in touch with them, the stages they reached."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from benfu.organisations.models import Organisation
from benfu.people.models import Person
from benfu.platform.privacy.fields import EncryptedText

from .workflow import Stage, State


class Status(models.TextChoices):
    """What somebody says of themselves."""

    MEMBER = "member", _("正式党员")
    PROBATIONARY = "probationary", _("预备党员")
    APPLICANT = "applicant", _("入党申请人")
    LEAGUE = "league", _("共青团员")


class How(models.TextChoices):
    """How somebody was in touch."""

    VISIT = "visit", _("上门")
    CALL = "call", _("电话")
    MEETING = "meeting", _("座谈")
    MESSAGE = "message", _("消息")


class Declaration(models.Model):
    """What a worker volunteered, and how far the follow-up has come; gone without a trace when they withdraw it."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="+")
    token = models.UUIDField(unique=True, default=uuid.uuid4, help_text="stands for the record in the journal")
    status = EncryptedText(help_text="one of Status")
    origin = EncryptedText(blank=True, help_text="the organisation of origin, in their words")
    area = models.CharField(max_length=12)
    state = models.CharField(max_length=12, choices=[(one, one) for one in State], default=State.SURVEYED)
    receiving = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    declared_at = models.DateTimeField()
    moved_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["area"], opclasses=["text_pattern_ops"], name="outreach_area")]

    def __str__(self) -> str:
        return f"declaration:{self.pk}"


class Contact(models.Model):
    """Somebody was in touch, or moved the record on, and says what came of it."""

    id = models.BigAutoField(primary_key=True)
    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="contacts")
    how = models.CharField(max_length=10, choices=How, blank=True)
    state = models.CharField(max_length=12, blank=True, help_text="what the record became, if it moved")
    words = EncryptedText(blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"contact:{self.pk}"


class StageReached(models.Model):
    """A stage of development, its day and the materials at hand."""

    id = models.BigAutoField(primary_key=True)
    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="stages")
    stage = EncryptedText(help_text="one of workflow.Stage")
    reached_on = models.DateField()
    materials = models.JSONField(help_text="codes of materials.MATERIALS")
    noted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"stage:{self.pk}"


STAGE_WORDS: dict[Stage, object] = {
    Stage.APPLICANT: _("入党申请人"),
    Stage.ACTIVIST: _("入党积极分子"),
    Stage.TARGET: _("发展对象"),
    Stage.PROBATIONARY: _("预备党员"),
    Stage.MEMBER: _("正式党员"),
}
