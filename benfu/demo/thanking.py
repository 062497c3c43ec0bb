"""Besides points: hours of service, honours, an appeal, and next year's rules being tried; a little of each, to be seen."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from benfu.honours import services as honours
from benfu.honours.workflow import Kind
from benfu.hours.services import record_hours
from benfu.people import selectors as people
from benfu.platform.identity.actor import Actor
from benfu.platform.lib import clock
from benfu.points import appealing, drafting, selectors, unpaid

from .agenda import Agenda
from .crew import Crew

SERVED = ((9, 120, "周末清洁楼道"), (4, 90, "给独居老人送药"), (2, 60, "路口文明引导"))
"""Days before the end, minutes, what."""
HONOURED = (
    (12, Kind.BRAVERY_RECORD, "送餐路上扶起摔倒的老人，打电话叫来救护车，一直陪到医生来。"),
    (1, Kind.ACTIVE_STAR, "一个多月里上报的隐患件件属实，还常帮同行看地图、找驿站。"),
)
AGREED = "社区核实过，同意。"
ASKED = "照片里看得清，请再看一看。"


@dataclass
class Thanking:
    """What the story tells of besides points."""

    crew: Crew
    agenda: Agenda

    def expect(self, star: str) -> None:
        """Put everything on the agenda; it is about the worker whose sign-in is printed."""
        for days, minutes, what in SERVED:
            self.agenda.add(self.agenda.end - timedelta(days=days), partial(self._serve, star, minutes, what))
        for days, kind, words in HONOURED:
            self.agenda.add(self.agenda.end - timedelta(days=days), partial(self._honour, star, kind, words))
        self.agenda.add(self.agenda.end - timedelta(minutes=50), partial(self._appeal, star))
        self.agenda.add(self.agenda.end - timedelta(minutes=40), self._try_rules)

    def _serve(self, name: str, minutes: int, what: str) -> None:
        worker = self._registration(name)
        record_hours(actor=self._staff(name), registration=worker, done_on=clock.today(), minutes=minutes, what=what)

    def _honour(self, name: str, kind: Kind, words: str) -> None:
        made = honours.propose_honour(
            actor=self._staff(name),
            registration=self._registration(name),
            kind=kind,
            done_on=clock.today(),
            words=words,
        )
        honours.review_honour(actor=self.crew.admin, honour=made.pk, agrees=True, words=AGREED)
        if kind == Kind.BRAVERY_RECORD:
            honours.tell_honour(actor=self.crew.worker(name).own(), honour=made.pk, named=False)

    def _appeal(self, name: str) -> None:
        """Let the worker appeal about their newest report that was not taken on, or earned nothing."""
        worker = self.crew.worker(name).own()
        found = next((one for one in unpaid.unpaid(worker) if one.final), None)
        if found is None:
            return
        if found.decision is None:
            appealing.ask_about_report(actor=worker, report=found.report, words=ASKED)
        else:
            appealing.ask_about_decision(actor=worker, decision=found.decision, words=ASKED)

    def _try_rules(self) -> None:
        """Let the administrator think about next year: a first report worth a little more."""
        now, today = selectors.tariff(), clock.today()
        begins = date(today.year + 1, 1, 1)
        text = selectors.newest_file().replace("points = 10\n", "points = 12\n")
        text = text.replace(f'version = "{now.version}"', f'version = "{begins.year}-1"')
        text = text.replace(f"valid_from = {now.valid_from}", f"valid_from = {begins}")
        draft = drafting.save_draft(actor=self.crew.admin, body=text)
        drafting.try_draft(actor=self.crew.admin, draft=draft.pk, since=today - timedelta(days=45), until=today)

    def _registration(self, name: str) -> int:
        return people.registrations_in(self.crew.admin, state="approved", search=name).rows[0].id

    def _staff(self, name: str) -> Actor:
        return self.crew.community[self.crew.worker(name).community][0]
