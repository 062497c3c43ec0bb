"""Each side finding the other: a call for grid members, a hub and its roster, members who volunteer; a little of each."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from benfu.organisations.services import add_organisation
from benfu.outreach import services as outreach
from benfu.people.services import add_staff
from benfu.platform.identity.actor import SYSTEM, Actor, actor_of
from benfu.platform.identity.roles import Role
from benfu.platform.lib import clock
from benfu.platform.privacy.selectors import texts_in_force
from benfu.recruitment import services as recruitment
from benfu.rosters import selectors as rosters
from benfu.rosters import services as rostering

from .agenda import Agenda
from .crew import Crew, Worker
from .passwords import PASSWORD

HUB_LOGIN = "hub"
"""Signs in for the hub, with the password of all demo staff."""
ON_ROSTER = 9
MEMBERS = 3
DISTRICT_DIGITS, STREET_DIGITS = 6, 9
CALL_WORDS = "顺路看一看楼道和消防通道，发现问题拍一张；每周碰一次头。不影响跑单，随时可以辞去。"
MOTIVES = ("天天从这一片过，哪个井盖松了我都知道。", "周末有空，想帮点忙。")


@dataclass
class Finding:
    """What the story tells of the two sides."""

    crew: Crew
    agenda: Agenda

    def expect(self, star: str) -> None:
        """Put everything on the agenda, around the worker whose sign-in is printed and who has still to answer the hub."""
        for days, act in ((16, self._hub), (7, self._members), (5, self._call)):
            self.agenda.add(self.agenda.end - timedelta(days=days), partial(act, star))

    def _hub(self, star: str) -> None:
        one = self.crew.worker(star)
        area = one.community
        name = f"{one.company or '快送'}滨海站"
        hub = add_organisation(actor=SYSTEM, kind="platform_company", name=name, area=area[:DISTRICT_DIGITS])
        unit = f"hub:{hub.pk}"
        slip = add_staff(
            actor=self.crew.admin,
            login=HUB_LOGIN,
            name="韩朔",
            role=Role.ENTERPRISE_MANAGER,
            area=area[:DISTRICT_DIGITS],
            unit=unit,
            password=PASSWORD,
        )
        manager = actor_of(slip.account)
        asked = rostering.register_hub(actor=manager, hub=hub.pk, street=area[:STREET_DIGITS])
        rostering.approve_hub(actor=self.crew.admin, registration=asked.pk)
        people = [one, *self._early(star)[:ON_ROSTER]]
        rostering.bring_in(actor=manager, hub=hub.pk, lines=[rostering.Line(who.name, who.phone) for who in people])
        for who in people[1:-2]:
            for place in rosters.my_places(who.own()):
                rostering.answer(actor=who.own(), place=place.id, yes=True)

    def _members(self, star: str) -> None:
        version = next(text.version for text in texts_in_force() if text.code == "outreach")
        found = self._early(star)[-MEMBERS:]
        for who, status in zip(found, ("member", "probationary", "applicant"), strict=False):
            made = outreach.declare(actor=who.own(), status=status, origin="远山县第一支部", version=version)
            officer = self._officer(who.community)
            outreach.log_contact(actor=officer, person=made.pk, how="call", words="打了电话，约好见面。")
            if status == "member":
                outreach.move_on(actor=officer, person=made.pk, state="verified", words="看过证明。")

    def _call(self, star: str) -> None:
        home = self.crew.worker(star).community
        officer, today = self._officer(home), clock.today()
        said = recruitment.NewCall(
            area=home,
            post="grid_supervisor",
            title="招募网格监督员",
            words=CALL_WORDS,
            places=3,
            closes_on=today + timedelta(days=12),
            starts_on=today + timedelta(days=15),
            ends_on=today + timedelta(days=380),
        )
        call = recruitment.open_call(actor=officer, call=said).pk
        neighbours = [who for who in self._early(star) if who.community == home]
        for who, motive in zip(neighbours, MOTIVES, strict=False):
            made = recruitment.apply_for(actor=who.own(), call=call, motive=motive)
            recruitment.note_interview(actor=officer, application=made.pk, notes="熟悉这一片，时间合适。")

    def _early(self, star: str) -> list[Worker]:
        """Return the workers whom their communities took in before the story began, but for the star."""
        early = self.agenda.begin - timedelta(days=5)
        return [one for one in self.crew.workers if one.name != star and one.actor and one.joins_at < early]

    def _officer(self, community: str) -> Actor:
        return self.crew.community[community][0]
