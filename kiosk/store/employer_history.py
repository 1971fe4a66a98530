"""What was between an employer and the station, counted from the raw rows."""

from __future__ import annotations

from datetime import date

from kiosk.domain.employer import EmployerComplaint, EmployerHistory, UnpaidSlip
from kiosk.domain.posting import RUNNING
from kiosk.store.database import Database

RUNNING_STATES = ", ".join(sorted(f"'{state}'" for state in RUNNING))
POSTINGS = (
    f"select count(*), ifnull(sum(p.state in ({RUNNING_STATES})), 0) from employers e"
    " cross join postings p on p.employer = e.number where e.id = ?"
)
SLIPS = """
select count(*), ifnull(sum(o.result = 'hired'), 0), ifnull(sum(o.result = 'not_hired'), 0),
    ifnull(sum(o.result = 'no_show'), 0), ifnull(sum(o.slip_id is null and s.state <> 'cancelled'), 0),
    ifnull(sum(o.paid in ('none', 'part')), 0)
from employers e cross join postings p on p.employer = e.number cross join slips s on s.posting_id = p.id
    left join outcomes o on o.slip_id = s.id
where e.id = ?
"""
COMPLAINTS = (
    "select count(*), ifnull(sum(k.state <> 'closed'), 0) from employers e"
    " cross join complaints k on k.employer = e.number where e.id = ?"
)
UNPAID = """
select s.id, s.number, s.posting_id, s.day, o.pay_agreed_minor, o.paid_minor
from employers e cross join postings p on p.employer = e.number cross join slips s on s.posting_id = p.id
    cross join outcomes o on o.slip_id = s.id
where e.id = ? and o.paid in ('none', 'part') order by s.day desc, s.running desc limit ?
"""
COMPLAINT_LIST = (
    "select k.id, k.number, k.kind, k.state, k.day from employers e cross join complaints k on k.employer = e.number"
    " where e.id = ? order by k.opened_at_ms desc, k.id desc limit ?"
)


def history_of(database: Database, employer_id: str, *, limit: int) -> EmployerHistory:
    """Return the counts of one employer's history, and the first `limit` of each list; zeros for somebody unknown."""
    postings, running = database.row(POSTINGS, (employer_id,)) or (0, 0)
    slips, hired, not_hired, no_shows, undecided, unpaid = database.row(SLIPS, (employer_id,)) or (0,) * 6
    complaints, complaints_open = database.row(COMPLAINTS, (employer_id,)) or (0, 0)
    return EmployerHistory(
        postings=postings,
        running=running,
        slips=slips,
        hired=hired,
        not_hired=not_hired,
        no_shows=no_shows,
        undecided=undecided,
        unpaid=unpaid,
        complaints=complaints,
        complaints_open=complaints_open,
        unpaid_slips=_unpaid(database, employer_id, limit),
        complaint_list=_complaints(database, employer_id, limit),
    )


def _unpaid(database: Database, employer_id: str, limit: int) -> tuple[UnpaidSlip, ...]:
    return tuple(
        UnpaidSlip(
            slip_id=id_,
            slip_number=number,
            posting_id=posting_id,
            day=date.fromisoformat(day),
            agreed_minor=agreed_minor,
            paid_minor=paid_minor,
        )
        for id_, number, posting_id, day, agreed_minor, paid_minor in database.rows(UNPAID, (employer_id, limit))
    )


def _complaints(database: Database, employer_id: str, limit: int) -> tuple[EmployerComplaint, ...]:
    return tuple(
        EmployerComplaint(id=id_, number=number, kind=kind, state=state, day=date.fromisoformat(day))
        for id_, number, kind, state, day in database.rows(COMPLAINT_LIST, (employer_id, limit))
    )
