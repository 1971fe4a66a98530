"""Import of people: a file's rows become registrations, each taken, taken with a warning, refused, or known already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kiosk.desk.exchange.people import PersonRow, person_rows
from kiosk.desk.exchange.table import Limits
from kiosk.desk.importing import Progress, RowStatus
from kiosk.desk.people import People
from kiosk.desk.room import STAFF, Room, UseCases, may
from kiosk.desk.walk_in import PersonProblem, PersonReason, WalkIn
from kiosk.domain.person import Consent, Person
from kiosk.domain.search_key import KeyKind, KeySearch, folded_name, key_of, phone_key
from kiosk.store.people import PersonStore
from kiosk.store.regions import RegionStore
from kiosk.texts.catalogue import Texts

BATCH = 200
"""People a transaction: a crash costs at most so many, which the next import of the file brings again."""
PHONE_SHARED = "import-person-phone-shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What is said of a row, as a message of the catalogue with its arguments; nothing in it names the person."""

    key: str
    details: tuple[tuple[str, str | int], ...] = ()

    def sentence(self, texts: Texts) -> str:
        """Say it in the language of `texts`."""
        return texts(self.key, **dict(self.details))


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRowReport:
    """What became of one row; `person_id` is who was registered, empty for a dry run and for any other row."""

    row: int
    sheet: str
    status: RowStatus
    remarks: tuple[Remark, ...] = ()
    person_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleReport:
    """What became of a file, row by row."""

    rows: tuple[PersonRowReport, ...]

    def count(self, status: RowStatus) -> int:
        return sum(1 for row in self.rows if row.status is status)

    @property
    def any_refused(self) -> bool:
        return self.count(RowStatus.REFUSED) > 0


class ImportingPeople(UseCases):
    """Lists of workers as stations really have them."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._people, self._store = People(room), PersonStore(room.database)

    @may(*STAFF)
    def bring_in(
        self,
        path: Path,
        *,
        consent_kept: bool = False,
        dry_run: bool = False,
        progress: Progress | None = None,
        limits: Limits | None = None,
    ) -> PeopleReport:
        """Register the people of a CSV or XLSX file, and say what became of each row.

        `consent_kept`: the station has the consent of everybody in the file. Otherwise only names and trades are
        kept, and each row says what was left out. Somebody who is known already, by name and phone or identity number
        (by name alone where the row has neither), stays as they are. `progress` is told (done, all). Raises
        `UnreadableFile` before the first row is stored; `DiskFull` and `StoreBusy`: then the rows before are stored,
        and the file can be imported again.
        """
        consent = Consent.GIVEN if consent_kept else Consent.REFUSED
        regions = RegionStore(self.room.database).all()
        rows = person_rows(path, consent=consent, today=self.room.today, regions=regions, limits=limits)
        seen: set[tuple[str, str, str]] = set()
        reports: list[PersonRowReport] = []
        for batch in _batches(rows):
            with self.room.change():
                reports += [self._taken(row, seen, dry_run=dry_run) for row in batch]
                if not dry_run:
                    taken = sum(1 for one in reports[-len(batch) :] if one.person_id)
                    self.room.note("people-imported", "people", rows=len(batch), registered=taken)
            if progress:
                progress(len(reports), len(rows))
        return PeopleReport(rows=tuple(reports))

    def _taken(self, row: PersonRow, seen: set[tuple[str, str, str]], *, dry_run: bool) -> PersonRowReport:
        walk_in = row.walk_in
        problems = self._people.check(walk_in)
        refusing = [problem for problem in problems if problem.reason.refuses]
        if refusing:
            return _report(row, RowStatus.REFUSED, map(_remark, refusing))
        kept = self._as_kept(walk_in)
        sharing = self._sharing(kept)
        mark = (folded_name(kept.name), kept.phone, kept.identity_number)
        if mark in seen or self._is_known(kept, sharing):
            return _report(row, RowStatus.UNCHANGED, ())
        seen.add(mark)
        remarks = [Remark(key=f"import-person-{note}") for note in row.notes]
        remarks += map(_remark, problems)
        if sharing or (kept.phone and any(phone == kept.phone for _, phone, _ in seen - {mark})):
            remarks.append(Remark(key=PHONE_SHARED))
        person_id = "" if dry_run else self._people.register(walk_in, also_new=True).value.id
        return _report(row, RowStatus.WARNED if remarks else RowStatus.ACCEPTED, remarks, person_id)

    def _as_kept(self, walk_in: WalkIn) -> WalkIn:
        """What of the row may be looked for: without consent neither phone nor identity number is."""
        if walk_in.consent is Consent.GIVEN:
            return walk_in
        return WalkIn(name=walk_in.name, consent=walk_in.consent, trades=walk_in.trades)

    def _sharing(self, walk_in: WalkIn) -> tuple[Person, ...]:
        """Who has the same phone or identity number."""
        searches = []
        if walk_in.phone:
            searches.append(KeySearch(key=phone_key(walk_in.phone), also_longer=False))
        if walk_in.identity_number:
            searches.append(KeySearch(key=key_of(KeyKind.IDENTITY_NUMBER, walk_in.identity_number), also_longer=False))
        return self._store.with_keys(searches)

    def _is_known(self, walk_in: WalkIn, sharing: Sequence[Person]) -> bool:
        name = folded_name(walk_in.name)
        if any(walk_in.identity_number and one.identity_number == walk_in.identity_number for one in sharing):
            return True
        if walk_in.phone or walk_in.identity_number:
            return any(folded_name(one.name) == name for one in sharing)
        same = self._store.with_keys([KeySearch(key=key_of(KeyKind.NAME, name), also_longer=False)])
        return any(folded_name(one.name) == name for one in same)


def _batches(rows: Sequence[PersonRow]) -> Iterator[list[PersonRow]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _remark(problem: PersonProblem) -> Remark:
    if problem.reason is PersonReason.NOT_KEPT:
        return Remark(key=f"import-person-not-kept-{problem.field}")
    return Remark(key=problem.key, details=problem.details)


def _report(row: PersonRow, status: RowStatus, remarks: Iterable[Remark], person_id: str = "") -> PersonRowReport:
    return PersonRowReport(
        row=row.row, sheet=row.sheet, status=status, remarks=tuple(dict.fromkeys(remarks)), person_id=person_id
    )
