"""Playing cases: each is reported, and every step sets the time of the next, by the same services people use."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from typing import Any

from benfu.cases import selectors, services
from benfu.cases.workflow import Stage
from benfu.platform.files.services import derive_picture
from benfu.platform.identity.actor import Actor
from benfu.platform.lib import clock
from benfu.territory import selectors as territory
from benfu.territory.worktime import due_at

from .agenda import Agenda
from .album import NOTHING, Album
from .chance import Chance
from .crew import Crew, Worker
from .places import COMMUNITY, Map
from .plots import Fate, Plot
from .reading import data

READY_DAYS = 2
"""Photos of the last days and of what is left lying are made ready at once; the background worker prepares the others after the
start."""
FOLLOWING = ("answer", "accept", "finish", "verify")
NEAR_M = 18.0


@dataclass
class Casework:
    """Everything a case needs to be played."""

    crew: Crew
    map: Map
    album: Album
    agenda: Agenda
    chance: Chance

    def expect(self, plot: Plot) -> None:
        """Put a case on the agenda."""
        self.agenda.add(plot.at, Played(self, plot).report)


class Played:
    """One case while it is played."""

    def __init__(self, work: Casework, plot: Plot) -> None:
        self.work, self.plot, self.case = work, plot, 0
        self.kind: dict[str, Any] = data("stories")["category"][plot.category]
        self.rest = list(plot.steps[1:])
        self.sent_back = self.handed_back = False
        self.handler: Actor | None = None

    # --- the reporters' side ---

    def report(self) -> None:
        """The first one reports; the others add to it a little later."""
        plot, chance = self.plot, self.work.chance
        receipt = services.report_case(
            actor=plot.by.own(),
            report=chance.uuid(),
            category=plot.category,
            lon=plot.spot.lon,
            lat=plot.spot.lat,
            accuracy_m=round(chance.uniform(4, 30), 1),
            taken_at=plot.at - timedelta(seconds=chance.randint(20, 90)),
            words=plot.words,
            danger=plot.danger,
            address=plot.spot.address,
        )
        self.case = receipt.case
        self._show(plot.by, receipt.report)
        for number, other in enumerate(plot.others):
            self.work.agenda.add(plot.at + self._soon(number), partial(self._join, other))
        self._go_on("report")

    def _soon(self, number: int) -> timedelta:
        """Return how much later the next one adds to it: within the hour, and before anybody has answered."""
        until = min(self.rest[0][1] if self.rest else self.work.agenda.end, self.plot.at + timedelta(minutes=50))
        return (until - self.plot.at) * (number + 1) / (len(self.plot.others) + 1)

    def _join(self, other: Worker) -> None:
        case = selectors.case_for(self._officer(), self.case)
        if not case.is_open:
            return
        lon, lat = self.work.map.near(self.work.chance, self.plot.spot, NEAR_M)
        receipt = services.join_case(
            actor=other.own(), case=self.case, report=self.work.chance.uuid(), lon=lon, lat=lat, accuracy_m=12.0
        )
        if self.work.chance.hit(0.4):
            self._show(other, receipt.report, other_angle=True)

    def _show(self, by: Worker, report: Any, *, other_angle: bool = False) -> None:
        scene = NOTHING if self._reason("declined") == "photo_mismatch" else self.kind["scene"]
        photo = self.work.album.photo(scene, self.plot.photo, "before", other_angle=other_angle)
        file_id = self.work.chance.uuid()
        services.add_photo(actor=by.own(), report=report, file_id=file_id, stream=BytesIO(photo))
        self._make_ready(file_id)

    def _make_ready(self, file_id: Any) -> None:
        recent = self.work.agenda.end - clock.now() < timedelta(days=READY_DAYS)
        if recent or self.plot.steps or self.plot.stalls_after:
            derive_picture(file_id)

    # --- what comes next, and when ---

    def _go_on(self, done: str) -> None:
        """Set the time of the next step, unless the case is left lying here."""
        if self.plot.steps:
            if self.rest:
                step, moment = self.rest.pop(0)
                self.work.agenda.add(moment, self._act(step))
            return
        following = {"report": "answer", "dispatch": "accept", "accept": "finish", "finish": "verify"}
        if done in following and done != self.plot.stalls_after:
            self.work.agenda.add(self._when(following[done]), self._act(following[done]))

    def _when(self, step: str) -> datetime:
        """Return when a step is done: after this case's share of what its category allows."""
        pace, category = self.plot.pace, selectors.category(self.plot.category)
        stage, share = {
            "answer": (Stage.ACCEPT, pace.answer),
            "accept": (Stage.HANDLE, pace.accept),
            "finish": (Stage.HANDLE, pace.handle * (0.5 if self.sent_back else 1)),
            "verify": (Stage.VERIFY, pace.verify),
        }[step]
        amount, unit = category.limit(stage)
        return due_at(clock.now(), amount * share, unit, territory.calendar())

    def _act(self, step: str) -> Callable[[], None]:
        acts: dict[str, Callable[[], None]] = {
            "answer": self._decline if self.plot.fate is Fate.DECLINED else self._dispatch,
            "decline": self._decline,
            "file": self._file,
            "dispatch": self._dispatch,
            "accept": self._accept,
            "hand_back": self._hand_back,
            "finish": self._finish,
            "verify": self._verify,
        }
        return acts[step]

    # --- the community's side ---

    def _officer(self) -> Actor:
        return self.work.crew.community[self.plot.spot.cell[:COMMUNITY]][0]

    def _file(self) -> None:
        services.file_case(actor=self._officer(), case=self.case)
        self._go_on("file")

    def _decline(self) -> None:
        reason = self._reason("declined") or "duplicate"
        words = data("stories")["declined"][reason]
        services.decline_case(actor=self._officer(), case=self.case, reason=reason, words=words)

    def _dispatch(self) -> None:
        """Give the case to whom it belongs, at first sometimes to somebody else."""
        mistaken = self.plot.fate is Fate.HANDED_BACK and not self.handed_back
        member = self.work.crew.member_for(self.plot.spot.cell) if self.plot.member and not mistaken else None
        key = self.kind["wrong" if mistaken else "to"]
        department = None if member else self.work.crew.departments[key]
        self.handler = member or self.work.crew.handlers[key][0]
        dispatch = services.dispatch_case if self.handed_back else services.file_and_dispatch
        handler = member.own_person() if member else None
        dispatch(actor=self._officer(), case=self.case, department=department, handler=handler)
        if mistaken and not self.plot.steps:
            self.work.agenda.add(self._when("accept"), self._hand_back)
        else:
            self._go_on("dispatch")

    def _verify(self) -> None:
        """Look at it: mended, or once again."""
        if self.plot.fate is Fate.SENT_BACK and not self.sent_back:
            self.sent_back = True
            reason = self._reason("sent_back") or "not_mended"
            words = data("stories")["sent_back"][reason]
            services.send_back_case(actor=self._officer(), case=self.case, reason=reason, words=words)
            self._go_on("accept")
        else:
            reply = self.work.chance.choice(self.kind["replies"])
            services.verify_case(actor=self._officer(), case=self.case, words=reply)
            self._go_on("verify")

    # --- the handler's side ---

    def _hands(self) -> Actor:
        if self.handler is None:
            raise RuntimeError("nobody works on this case: the story is told out of order")
        return self.handler

    def _hand_back(self) -> None:
        self.handed_back = True
        reason = self._reason("handed_back") or "not_our_duty"
        words = data("stories")["handed_back"][reason]
        services.hand_back_case(actor=self._hands(), case=self.case, reason=reason, words=words)
        if self.plot.steps:
            self._go_on("hand_back")
        else:
            self.work.agenda.add(self._when("answer"), self._dispatch)

    def _accept(self) -> None:
        services.accept_case(actor=self._hands(), case=self.case)
        self._go_on("accept")

    def _finish(self) -> None:
        photo = self.work.album.photo(self.kind["scene"], self.plot.photo, "after")
        file_id = self.work.chance.uuid()
        after = services.Photo(file_id, BytesIO(photo))
        services.finish_case(actor=self._hands(), case=self.case, words=self.kind["done"], photos=[after])
        self._make_ready(file_id)
        self._go_on("finish")

    def _reason(self, kind: str) -> str:
        """Return this case's reason of a kind (a table of data/stories.toml), '' if it does not fare so."""
        if self.plot.fate.value != kind:
            return ""
        reasons = list(data("stories")[kind])
        return str(reasons[self.plot.photo % len(reasons)])
