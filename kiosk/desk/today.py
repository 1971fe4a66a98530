"""The day at a glance: what waits to be done, counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.desk.arrivals import Arrivals
from kiosk.desk.complaints import Complaints
from kiosk.desk.outcomes import Outcomes
from kiosk.desk.postings import Postings
from kiosk.desk.room import STAFF, Room, UseCases, may
from kiosk.domain.complaint import ComplaintState
from kiosk.domain.listing import Near
from kiosk.errors import YizhanError
from kiosk.printing.noted import NotedState, noted_state
from kiosk.store.postings import PostingStore


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAtAGlance:
    """Counts of one moment. `settings_problem` is what is wrong with the settings file, None while nothing is.

    `printer` is how the kiosk on this machine has seen its printer last, None where nobody has noted it.
    """

    day: date
    waiting: int
    came: int
    postings_open: int
    postings_overdue: int
    slips_undecided: int
    still_working: int
    pay_to_come: int
    complaints_open: int
    complaints_late: int
    settings_problem: YizhanError | None
    printer: NotedState | None


class Today(UseCases):
    """What a clerk sees first."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._arrivals, self._outcomes = Arrivals(room), Outcomes(room)
        self._complaints, self._postings = Complaints(room), Postings(room)

    @may(*STAFF)
    def at_a_glance(self) -> DayAtAGlance:
        """Count what waits, as it stands now."""
        board, state = self._arrivals.board(), self._outcomes.day_state()
        open_cases = [self._complaints.inbox(each) for each in (ComplaintState.OPEN, ComplaintState.IN_HAND)]
        return DayAtAGlance(
            day=self.room.today,
            waiting=board.waiting,
            came=len(self._arrivals.today()),
            postings_open=PostingStore(self.room.database).count_on_offer(Near(), now=self.room.now()),
            postings_overdue=self._postings.count_overdue(),
            slips_undecided=state.undecided,
            still_working=state.still_working,
            pay_to_come=state.pay_to_come,
            complaints_open=sum(map(len, open_cases)),
            complaints_late=self._complaints.late_count(),
            settings_problem=self.room.settings.problem,
            printer=noted_state(self.room.places.data),
        )
