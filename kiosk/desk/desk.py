"""The desk of one station, for one person at one device: every use-case, loaded when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kiosk.desk.room import Room

if TYPE_CHECKING:
    from kiosk.desk.accounts import Accounts
    from kiosk.desk.arrivals import Arrivals
    from kiosk.desk.complaints import Complaints
    from kiosk.desk.county import County
    from kiosk.desk.dispatch import Dispatch
    from kiosk.desk.dispatch_desk import DispatchDesk
    from kiosk.desk.drafts import Drafts
    from kiosk.desk.employers import Employers
    from kiosk.desk.errands import Errands
    from kiosk.desk.exporting import Exporting
    from kiosk.desk.first_start_desk import FirstStarts
    from kiosk.desk.forgetting import Forgetting
    from kiosk.desk.importing_people import ImportingPeople
    from kiosk.desk.importing_postings import ImportingPostings
    from kiosk.desk.logbook import Logbook
    from kiosk.desk.machine import Machine
    from kiosk.desk.matching import Matching
    from kiosk.desk.notices import Notices
    from kiosk.desk.outcomes import Outcomes
    from kiosk.desk.papers import Papers
    from kiosk.desk.people import People
    from kiosk.desk.postings import Postings
    from kiosk.desk.recordings import Recordings
    from kiosk.desk.report_desk import ReportDesk
    from kiosk.desk.reports import Reports
    from kiosk.desk.seats import Seats
    from kiosk.desk.speaking_up import SpeakingUp
    from kiosk.desk.today import Today
    from kiosk.desk.training import Training
    from kiosk.desk.work_wishes import WorkWishes


class Desk:
    """All that can be done at the desk. Belongs to the thread that opened the station."""

    def __init__(self, room: Room) -> None:
        self.room = room

    @cached_property
    def accounts(self) -> Accounts:
        from kiosk.desk.accounts import Accounts

        return Accounts(self.room)

    @cached_property
    def logbook(self) -> Logbook:
        from kiosk.desk.logbook import Logbook

        return Logbook(self.room)

    @cached_property
    def drafts(self) -> Drafts:
        from kiosk.desk.drafts import Drafts

        return Drafts(self.room)

    @cached_property
    def people(self) -> People:
        from kiosk.desk.people import People

        return People(self.room)

    @cached_property
    def forgetting(self) -> Forgetting:
        from kiosk.desk.forgetting import Forgetting

        return Forgetting(self.room)

    @cached_property
    def arrivals(self) -> Arrivals:
        from kiosk.desk.arrivals import Arrivals

        return Arrivals(self.room)

    @cached_property
    def postings(self) -> Postings:
        from kiosk.desk.postings import Postings

        return Postings(self.room)

    @cached_property
    def employers(self) -> Employers:
        from kiosk.desk.employers import Employers

        return Employers(self.room)

    @cached_property
    def matching(self) -> Matching:
        from kiosk.desk.matching import Matching

        return Matching(self.room)

    @cached_property
    def dispatch(self) -> Dispatch:
        from kiosk.desk.dispatch import Dispatch

        return Dispatch(self.room)

    @cached_property
    def dispatch_desk(self) -> DispatchDesk:
        from kiosk.desk.dispatch_desk import DispatchDesk

        return DispatchDesk(self.room)

    @cached_property
    def outcomes(self) -> Outcomes:
        from kiosk.desk.outcomes import Outcomes

        return Outcomes(self.room)

    @cached_property
    def complaints(self) -> Complaints:
        from kiosk.desk.complaints import Complaints

        return Complaints(self.room)

    @cached_property
    def speaking_up(self) -> SpeakingUp:
        from kiosk.desk.speaking_up import SpeakingUp

        return SpeakingUp(self.room)

    @cached_property
    def training(self) -> Training:
        from kiosk.desk.training import Training

        return Training(self.room)

    @cached_property
    def seats(self) -> Seats:
        from kiosk.desk.seats import Seats

        return Seats(self.room)

    @cached_property
    def notices(self) -> Notices:
        from kiosk.desk.notices import Notices

        return Notices(self.room)

    @cached_property
    def work_wishes(self) -> WorkWishes:
        from kiosk.desk.work_wishes import WorkWishes

        return WorkWishes(self.room)

    @cached_property
    def today(self) -> Today:
        from kiosk.desk.today import Today

        return Today(self.room)

    @cached_property
    def recordings(self) -> Recordings:
        from kiosk.desk.recordings import Recordings

        return Recordings(self.room)

    @cached_property
    def papers(self) -> Papers:
        from kiosk.desk.papers import Papers

        return Papers(self.room)

    @cached_property
    def reports(self) -> Reports:
        from kiosk.desk.reports import Reports

        return Reports(self.room)

    @cached_property
    def report_desk(self) -> ReportDesk:
        from kiosk.desk.report_desk import ReportDesk

        return ReportDesk(self.room)

    @cached_property
    def exporting(self) -> Exporting:
        from kiosk.desk.exporting import Exporting

        return Exporting(self.room)

    @cached_property
    def importing_people(self) -> ImportingPeople:
        from kiosk.desk.importing_people import ImportingPeople

        return ImportingPeople(self.room)

    @cached_property
    def importing_postings(self) -> ImportingPostings:
        from kiosk.desk.importing_postings import ImportingPostings

        return ImportingPostings(self.room)

    @cached_property
    def county(self) -> County:
        from kiosk.desk.county import County

        return County(self.room)

    @cached_property
    def errands(self) -> Errands:
        from kiosk.desk.errands import Errands

        return Errands(self.room)

    @cached_property
    def machine(self) -> Machine:
        from kiosk.desk.machine import Machine

        return Machine(self.room)

    @cached_property
    def first_start(self) -> FirstStarts:
        from kiosk.desk.first_start_desk import FirstStarts

        return FirstStarts(self.room)
