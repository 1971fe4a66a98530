"""A station at work: its stores opened together, and what screen and commands ask of them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kiosk.care.central_clock import CentralClock
from kiosk.care.clock import local_now
from kiosk.care.places import Places
from kiosk.domain.filters import NOTHING_CHOSEN, Chosen, MarkCounts
from kiosk.domain.lesson import Lesson
from kiosk.domain.listing import Listing, OfTrade
from kiosk.domain.near import TownNear, towns_near
from kiosk.domain.posting import Posting
from kiosk.domain.region import Region, town_code
from kiosk.domain.slip import Slip, SlipHeld, SlotOutcome, slip_number
from kiosk.domain.staff import Actor
from kiosk.domain.station import Station
from kiosk.errors import DamagedDatabase, StoreError, UnknownThing
from kiosk.slips.compose import SlipContent, compose
from kiosk.slips.signing import SlipSigner
from kiosk.store.database import Database, Told, nothing
from kiosk.store.forgotten_note import forget_again
from kiosk.store.keyring import desktop_keyring
from kiosk.store.keys import DatabaseKey, load_key
from kiosk.store.postings import PostingStore
from kiosk.store.reached import ReachedMarks
from kiosk.store.recovery import Opened, mark_damaged, open_or_recover
from kiosk.store.regions import RegionStore
from kiosk.store.slips import SlipStore
from kiosk.store.stations import StationStore
from kiosk.texts.catalogue import Texts

if TYPE_CHECKING:
    from kiosk.desk.desk import Desk
    from kiosk.lessons.shelf import LessonShelf

Clock = Callable[[], datetime]


@dataclass(slots=True, kw_only=True)
class OpenStation:
    """The stores of one station. Belongs to the thread that opened it; any number of processes may open the same.

    `opened` tells whether the database had to be restored, and from what.
    """

    places: Places
    opened: Opened
    now: Clock
    postings: PostingStore
    slips: SlipStore
    stations: StationStore
    regions: RegionStore
    station: Station
    signer: SlipSigner
    _here: Region | None = field(default=None, init=False)
    _shelf: LessonShelf | None = field(default=None, init=False)

    @property
    def database(self) -> Database:
        return self.opened.database

    @property
    def today(self) -> date:
        return self.now().date()

    def trades_on_offer(self) -> tuple[tuple[str, int], ...]:
        """(trade id, postings on offer) for each trade that has any, most first."""
        counts = self.postings.count_by_trade(now=self.now())
        return tuple(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))

    def has_unfinished_voices(self) -> bool:
        """Tell whether somebody was speaking when the power went: no desk is needed to tell."""
        from kiosk.store.voices import VoiceStore

        return VoiceStore(self.database).are_there()

    def find(self, listing: Listing, chosen: Chosen = NOTHING_CHOSEN) -> tuple[Posting, ...]:
        """The postings of `listing` with what was `chosen` that a worker may see now, best first."""
        return self.postings.on_offer(listing, now=self.now(), here=self.here(), chosen=chosen)

    def marks(self, listing: Listing) -> MarkCounts:
        """By what could be chosen of `listing` now, and how many postings that would leave."""
        return self.postings.count_marks(listing, now=self.now())

    def towns(self) -> tuple[TownNear, ...]:
        """The towns that have work now and the station's own, nearest first."""
        return towns_near(self.regions.all(), self.postings.count_by_region(now=self.now()), here=self.here())

    def offered(self, posting_id: str) -> Posting | None:
        """The posting as it stands now; None when nobody may take it any more."""
        try:
            if self.postings.is_on_offer(posting_id, now=self.now()):
                return self.postings.get(posting_id)
        except UnknownThing:
            pass
        return None

    def lessons(self) -> tuple[Lesson, ...]:
        """All lessons, in the order in which they are offered; read when they are first asked for."""
        if self._shelf is None:
            from kiosk.lessons.shelf import LessonShelf

            self._shelf = LessonShelf(self.places.lessons)
        return self._shelf.lessons().lessons

    def trades_taught(self) -> frozenset[str]:
        """The trades before whose work there is a lesson to be heard."""
        return frozenset(trade for lesson in self.lessons() for trade in lesson.trades)

    def spoken(self, posting: Posting) -> bytes | None:
        """Staff's own recording of a posting, the bytes of a WAV file; None where none can be played here."""
        return self.recording(posting.voice)

    def recording(self, recording_id: str | None) -> bytes | None:
        """A recording by staff, the bytes of a WAV file; None where there is none that can be played here."""
        from kiosk.domain.recording import SoundForm
        from kiosk.speech.sound import TornSound, sound_of
        from kiosk.store.recordings import RecordingStore

        recordings = RecordingStore(self.database)
        try:
            if recording_id is None or recordings.get(recording_id).form is not SoundForm.WAV:
                return None
            sound = recordings.sound(recording_id)
            return sound if sound_of(sound).samples else None
        except (UnknownThing, TornSound):
            return None

    def grant(self, posting_id: str, *, wish_id: str, people: int = 1) -> tuple[SlotOutcome, Posting | None]:
        """Answer a wish with slips for all `people`, or with why not; the same wish always gets the same slips."""
        outcome = self.slips.issue(posting_id, wish_id=wish_id, now=self.now(), people=people)
        return outcome, self.postings.get(posting_id) if isinstance(outcome, SlipHeld) else None

    def give_back(self, slip_id: str) -> None:
        """Free the slip's slot, and a whole party's with its lead's slip; doing it again changes nothing."""
        self.slips.give_back(slip_id, now=self.now())

    def let_old_slips_go(self) -> None:
        """Free the slots of slips whose work is over."""
        self.slips.expire_due(now=self.now())

    def let_old_wishes_go(self) -> None:
        """Erase what people left who were looking for work, where it is older than it may be kept."""
        from kiosk.store.work_wishes import WorkWishStore

        with self.database.transaction():
            WorkWishStore(self.database).drop_due(today=self.today)

    def content(self, slip: Slip, posting: Posting, texts: Texts, *, people: int = 1) -> SlipContent:
        """What stands on the slip, or on the lead's of a party of `people`, signed by this station."""
        return compose(slip, posting, self.station, texts, signer=self.signer, today=self.today, people=people)

    def here(self) -> Region | None:
        """The station's own town, or county, if it is known; a village's station stands in its town."""
        if self._here is None and self.station.region:
            town = town_code(self.station.region)
            self._here = next((one for one in self.regions.all() if one.code == town), None)
        return self._here

    def settle(self, station: Station, regions: tuple[Region, ...]) -> None:
        """Say which station this is and which places there are."""
        self.regions.save_all(regions)
        self.stations.save(station)
        self.station, self._here = station, None
        self.slips = SlipStore(self.database)

    def know_regions(self, regions: tuple[Region, ...]) -> None:
        """Say which places there are; those that were known before and are not among them are forgotten."""
        self.regions.replace_all(regions)
        self._here = None

    def enrolled_as(self, station: Station) -> None:
        """Be the station that central says this is; nothing of it is told to central again."""
        self.stations.adopt(station)
        self.station, self._here = station, None
        self.slips = SlipStore(self.database)

    def rehearsal(self) -> tuple[Slip, Posting] | None:
        """A slip that nobody gets, of any posting on offer, to rehearse with; None where there is no work.

        It holds no slot, is saved nowhere, and its number of the day is 0, which none that is issued has.
        """
        for trade, _ in self.trades_on_offer():
            for posting in self.find(OfTrade(trade)):
                number = slip_number(prefix=self.station.prefix, day=self.today, running=0)
                slip = Slip(id=number, number=number, posting_id=posting.id, wish_id=number, issued_at_ms=0)
                return slip, posting
        return None

    def desk(self, actor: Actor) -> Desk:
        """The desk for `actor`; it lives as long as this station is open."""
        from kiosk.desk.desk import Desk
        from kiosk.desk.room import Room
        from kiosk.desk.settings import read_settings

        return Desk(
            Room(
                database=self.database,
                station=self.stations.current(),
                actor=actor,
                now=self.now,
                places=self.places,
                settings=read_settings(self.places.settings),
            )
        )

    def close(self) -> None:
        """Close the database; what was saved is saved."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close; damage that was met meanwhile is noted, so that the next opening restores the station."""
        if isinstance(error, DamagedDatabase):
            with suppress(StoreError):
                mark_damaged(self.places.database)
        self.close()


def open_station(places: Places, *, now: Clock = local_now, first: Told = nothing) -> OpenStation:
    """Open the station in `places`, make it when there is none, restore its last good backup when it is damaged.

    An older copy of it, put back by whomever, gives out no slot and no number that the lost one may have given out.
    `first` is called before anything of the database is used, see `open_database`.
    Its time is central's where that is known, unless another clock than the wall's is given.
    Raises `WrongKey`, `KeyUnavailable`, `NewerSchema`, `DiskFull`, `StoreBusy`.
    """
    key = load_key(places.keys, database=places.database, keyring=desktop_keyring())
    try:
        return _opened(places, key, now=now, first=first)
    except DamagedDatabase:  # not in the first pages, but where the station stands
        mark_damaged(places.database)
        return _opened(places, key, now=now, first=first)


def _opened(places: Places, key: DatabaseKey, *, now: Clock, first: Told) -> OpenStation:
    marks = ReachedMarks(places.reached)
    opened = open_or_recover(
        places.database, key, backups=places.backups, damaged=places.damaged, marks=marks, first=first
    )
    database = opened.database
    try:
        recovered = opened.recovered_from is not None or opened.put_aside is not None
        forget_again(
            database,
            places.backups,
            clips=places.clips,
            recovered=recovered,
            clock_ms=lambda: int(now().timestamp() * 1000),
        )
        stations = StationStore(database)
        station = stations.current()
        return OpenStation(
            places=places,
            opened=opened,
            now=CentralClock(places.central_time) if now is local_now else now,
            postings=PostingStore(database),
            slips=SlipStore(database),
            stations=stations,
            regions=RegionStore(database),
            station=station,
            signer=SlipSigner(stations.signing_seed()),
        )
    except BaseException:
        database.close()
        raise
