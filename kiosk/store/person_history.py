"""What a person did at this station, under whichever of the registrations that count as one."""

from __future__ import annotations

from datetime import date

from kiosk.domain.arrival import Way
from kiosk.domain.complaint import ComplaintKind, ComplaintState
from kiosk.domain.outcome import Paid, Result
from kiosk.domain.person_past import PastComplaint, PastSlip, PastVisit
from kiosk.domain.slip import SlipState
from kiosk.store.database import Database
from kiosk.store.person_numbers import SAME_PERSON
from kiosk.store.second_visits import second_visits
from kiosk.store.visit_numbers import numbers_of


class PersonHistory:
    """The history of any person, latest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def visits(self, number: int) -> tuple[PastVisit, ...]:
        """Return the days on which the person with this number was here."""
        rows = self._database.rows(
            f"select id, day, running, way from visits where person in {SAME_PERSON}"
            f" and rowid not in ({second_visits('is not null')} and elsewhere.person in {SAME_PERSON})"
            " order by day desc, running desc, at_ms desc, id desc",
            (number, number),
        )
        numbers = numbers_of(self._database, [id_ for id_, *_ in rows])
        return tuple(
            PastVisit(id=id_, day=date.fromisoformat(day), running=numbers.get(id_, running), way=Way(way))
            for id_, day, running, way in rows
        )

    def slips(self, number: int) -> tuple[PastSlip, ...]:
        """Return the slips that the person with this number got, with their outcomes."""
        rows = self._database.rows(
            "select s.id, s.number, s.day, s.state, p.id, p.title, p.trade, e.name,"
            " o.result, o.half_days_worked, o.paid, o.paid_minor from slips s"
            " join postings p on p.id = s.posting_id join employers e on e.number = p.employer"
            f" left join outcomes o on o.slip_id = s.id where s.person in {SAME_PERSON}"
            " order by s.day desc, s.running desc",
            (number,),
        )
        return tuple(
            PastSlip(
                id=id_,
                number=slip_number,
                day=date.fromisoformat(day),
                state=SlipState(state),
                posting_id=posting_id,
                posting_title=title,
                trade=trade,
                employer_name=employer,
                result=Result(result) if result else None,
                half_days_worked=half_days,
                paid=Paid(paid) if paid else None,
                paid_minor=paid_minor,
            )
            for id_, slip_number, day, state, posting_id, title, trade, employer, result, half_days, paid, paid_minor
            in rows
        )  # fmt: skip

    def complaints(self, number: int) -> tuple[PastComplaint, ...]:
        """Return the complaints that the person with this number made."""
        rows = self._database.rows(
            f"select id, number, kind, state, day from complaints where person in {SAME_PERSON}"
            " order by day desc, running desc",
            (number,),
        )
        return tuple(
            PastComplaint(
                id=id_,
                number=complaint_number,
                kind=ComplaintKind(kind),
                state=ComplaintState(state),
                day=date.fromisoformat(day),
            )
            for id_, complaint_number, kind, state, day in rows
        )
