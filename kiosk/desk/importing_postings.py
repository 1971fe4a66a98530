"""Import of postings at the desk: by the county's own rules, and with a line in the log for every batch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kiosk.desk.exchange.table import Limits
from kiosk.desk.importing import ImportReport, PostingShelf, Progress, import_file
from kiosk.desk.room import STAFF, Room, UseCases, may
from kiosk.store.postings import NewPosting, PostingStore
from kiosk.store.regions import RegionStore


class ImportingPostings(UseCases):
    """Lists of work as employers and villages really send them."""

    @may(*STAFF)
    def bring_in(
        self, path: Path, *, dry_run: bool = False, progress: Progress | None = None, limits: Limits | None = None
    ) -> ImportReport:
        """Bring the postings of a CSV or XLSX file in, and say what became of each row; raises as `import_file`."""
        return import_file(
            path,
            store=_NotingShelf(self.room),
            today=self.room.today,
            rules=self.room.settings.rules,
            regions=RegionStore(self.room.database).all(),
            dry_run=dry_run,
            progress=progress,
            limits=limits,
        )


class _NotingShelf(PostingShelf):
    """The postings' store; what is saved and the line that says so are saved together, or not at all."""

    def __init__(self, room: Room) -> None:
        self._room, self._store = room, PostingStore(room.database)

    def fingerprints(self) -> set[str]:
        return self._store.fingerprints()

    def open_keys(self) -> set[tuple[str, str, str]]:
        return self._store.open_keys()

    def employers_suspended(self) -> set[str]:
        return self._store.employers_suspended()

    def save_new(self, entries: Sequence[NewPosting]) -> frozenset[str]:
        with self._room.change():
            known = self._store.save_new(entries)
            self._room.note("postings-imported", "postings", rows=len(entries), taken=len(entries) - len(known))
        return known
