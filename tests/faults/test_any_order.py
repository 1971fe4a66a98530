"""Whatever five stations do, and whatever happens to them, in whatever order: see `model`."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from kiosk.domain.outcome import Result
from kiosk.domain.posting import PostingState
from sync.central.store.database import Store, open_engine
from tests.faults.conftest import sqlite_store
from tests.faults.model import MOST_KIOSKS, WORDS, County, Fault

KIOSKS = st.integers(0, MOST_KIOSKS - 1)
PLACES = st.integers(0, 400)
MANY = st.one_of(st.integers(0, 60), st.integers(0, 4000))
SAID = st.sampled_from(WORDS)
IN_MEMORY = Path("/dev/shm")
FAULTS = st.sampled_from(Fault)
ON_THE_LINE = (Fault.CUT_SENT, Fault.CUT_RECEIVED, Fault.BUDGET, Fault.HALF_OPEN, Fault.DOWN, Fault.DOUBLED)
HOSTILE = (Fault.PORTAL, Fault.REDIRECT, Fault.STALE, Fault.FLIPPED_ON_WAY, Fault.REORDERED)
DEATHS = (Fault.KILLED, Fault.POWER_CUT, Fault.CENTRAL_KILLED, Fault.BOTH_KILLED)
LAST = st.lists(st.tuples(FAULTS, st.integers(0, 60)), min_size=5, max_size=5)
"""Faults at the end of each run: rules are left out of whole runs by chance, and so would be faults of all of them."""
ENDS = st.sampled_from((PostingState.CLOSED, PostingState.WITHDRAWN))


class AtACounty(RuleBasedStateMachine):
    """Rules that have one line each: what they do stands in `County`."""

    template: Path
    new_store: Callable[[Path], Store]
    happened: ClassVar[Counter[str]] = Counter()

    @initialize(last=LAST)
    def opens(self, last: list[tuple[Fault, int]]) -> None:
        self.last = last
        self.folder = Path(tempfile.mkdtemp(dir=IN_MEMORY if IN_MEMORY.is_dir() else None))
        self.county = County(self.folder, type(self).new_store(self.folder), template=self.template)

    def _at(self, kiosk: int, work: Callable[..., object], *told: object) -> None:
        work(kiosk % len(self.county.kiosks), *told)

    @rule(kiosk=KIOSKS, words=SAID, headcount=st.integers(1, 6))
    def offers_work(self, kiosk: int, words: str, headcount: int) -> None:
        self._at(kiosk, self.county.offer, words, headcount)

    @rule(words=SAID, headcount=st.integers(1, 6))
    def central_offers_work(self, words: str, headcount: int) -> None:
        self.county.offer_centrally(words, headcount)

    @rule(words=SAID)
    def central_offers_more_than_a_reply_holds(self, words: str) -> None:
        self.county.offer_centrally(words, 2, count=60)

    @rule(kiosk=KIOSKS, at=st.integers(300, 6000))
    def page_is_cut_and_its_file_damaged(self, kiosk: int, at: int) -> None:
        number = kiosk % len(self.county.kiosks)
        self.county.sync(number, Fault.BUDGET, at)
        self.county.sync(number, Fault.FLIPPED_PAGE, at)

    @rule(place=PLACES)
    def central_closes_work(self, place: int) -> None:
        self.county.close_centrally(place)

    @rule(kiosk=KIOSKS, place=PLACES, words=SAID)
    def changes_work(self, kiosk: int, place: int, words: str) -> None:
        self._at(kiosk, self.county.change_posting, place, words)

    @rule(kiosk=KIOSKS, place=PLACES, headcount=st.integers(1, 9))
    def changes_a_headcount(self, kiosk: int, place: int, headcount: int) -> None:
        self._at(kiosk, self.county.set_headcount, place, headcount)

    @rule(kiosk=KIOSKS, place=PLACES, state=ENDS)
    def closes_work(self, kiosk: int, place: int, state: PostingState) -> None:
        self._at(kiosk, self.county.close_posting, place, state)

    @rule(kiosk=KIOSKS, words=SAID)
    def registers_somebody(self, kiosk: int, words: str) -> None:
        self._at(kiosk, self.county.register, words)

    @rule(kiosk=KIOSKS, place=PLACES, words=SAID)
    def changes_somebody(self, kiosk: int, place: int, words: str) -> None:
        self._at(kiosk, self.county.change_person, place, words)

    @rule(kiosk=KIOSKS, place=PLACES, other=PLACES)
    def merges_people(self, kiosk: int, place: int, other: int) -> None:
        self._at(kiosk, self.county.merge_people, place, other)

    @rule(kiosk=KIOSKS, place=PLACES)
    def forgets_somebody(self, kiosk: int, place: int) -> None:
        self._at(kiosk, self.county.forget, place)

    @rule(kiosk=KIOSKS, place=PLACES)
    def signs_somebody_in(self, kiosk: int, place: int) -> None:
        self._at(kiosk, self.county.visit, place)

    @rule(kiosk=KIOSKS, place=PLACES, wishes=st.integers(1, 4))
    def gives_slips(self, kiosk: int, place: int, wishes: int) -> None:
        for _ in range(wishes):
            self._at(kiosk, self.county.wish, place)

    @rule(kiosk=KIOSKS, place=PLACES)
    def takes_a_slip_back(self, kiosk: int, place: int) -> None:
        self._at(kiosk, self.county.cancel, place)

    @rule(kiosk=KIOSKS, place=PLACES, result=st.sampled_from(Result))
    def decides_a_slip(self, kiosk: int, place: int, result: Result) -> None:
        self._at(kiosk, self.county.decide, place, result)

    @rule(kiosk=KIOSKS, place=PLACES, words=SAID)
    def takes_a_complaint(self, kiosk: int, place: int, words: str) -> None:
        self._at(kiosk, self.county.complain, place, words)

    @rule(kiosk=KIOSKS)
    def syncs(self, kiosk: int) -> None:
        self.county.sync(kiosk % len(self.county.kiosks))

    def _sync_with(self, kiosk: int, fault: Fault, at: int, words: str) -> None:
        """With something to say, and once more without the fault where `at` is even."""
        self._at(kiosk, self.county.register, words)
        self.county.sync(kiosk % len(self.county.kiosks), fault, at)
        if at % 2 == 0:
            self.county.sync(kiosk % len(self.county.kiosks))

    @rule(kiosk=KIOSKS, fault=FAULTS, at=MANY)
    def syncs_with_a_fault(self, kiosk: int, fault: Fault, at: int) -> None:
        self.county.sync(kiosk % len(self.county.kiosks), fault, at)

    @rule(kiosk=KIOSKS, fault=st.sampled_from(ON_THE_LINE), at=MANY, words=SAID)
    def syncs_over_a_bad_line(self, kiosk: int, fault: Fault, at: int, words: str) -> None:
        self._sync_with(kiosk, fault, at, words)

    @rule(kiosk=KIOSKS, fault=st.sampled_from(HOSTILE), at=MANY, words=SAID)
    def syncs_with_somebody_between(self, kiosk: int, fault: Fault, at: int, words: str) -> None:
        self._sync_with(kiosk, fault, at, words)

    @rule(kiosk=KIOSKS, fault=st.sampled_from(DEATHS), at=st.integers(0, 99), words=SAID)
    def somebody_is_killed(self, kiosk: int, fault: Fault, at: int, words: str) -> None:
        self._sync_with(kiosk, fault, at, words)

    @rule(kiosk=KIOSKS, fault=st.sampled_from((Fault.DISK_FULL, Fault.SLOW_WRITER)), at=PLACES, words=SAID)
    def syncs_where_something_is_in_the_way(self, kiosk: int, fault: Fault, at: int, words: str) -> None:
        self._sync_with(kiosk, fault, at, words)

    @rule(to=st.integers(0, 4))
    def clocks_jump(self, to: int) -> None:
        self.county.jump(to)

    @rule()
    def central_starts_again(self) -> None:
        self.county.restart_central()

    @rule(kiosk=KIOSKS)
    def kiosk_starts_again(self, kiosk: int) -> None:
        self.county.restart(kiosk % len(self.county.kiosks))

    @rule()
    def central_prunes(self) -> None:
        self.county.prune()

    @rule(kiosk=KIOSKS)
    def copies_a_disk(self, kiosk: int) -> None:
        self._at(kiosk, self.county.take_image)

    @rule(kiosk=KIOSKS)
    def writes_a_disk_back(self, kiosk: int) -> None:
        self._at(kiosk, self.county.put_image_back)

    @rule(kiosk=KIOSKS, place=PLACES, wishes=st.integers(1, 4), told=st.booleans())
    def lost_life_is_lived_again(self, kiosk: int, place: int, wishes: int, told: bool) -> None:
        """The same wishes, before and after the copy is put back."""
        self.copies_a_disk(kiosk)
        self.gives_slips(kiosk, place, wishes)
        if told:
            self.syncs(kiosk)
        self.writes_a_disk_back(kiosk)
        self.gives_slips(kiosk, place, wishes)

    @rule(kiosk=KIOSKS)
    def backs_up(self, kiosk: int) -> None:
        self._at(kiosk, self.county.back_up)

    @rule(kiosk=KIOSKS)
    def loses_a_database(self, kiosk: int) -> None:
        self._at(kiosk, self.county.damage)

    @rule(kiosk=KIOSKS)
    def copy_wakes_up_elsewhere(self, kiosk: int) -> None:
        self._at(kiosk, self.county.clone)

    @rule(kiosk=KIOSKS, at=PLACES, drops=st.booleans())
    def bits_flip(self, kiosk: int, at: int, drops: bool) -> None:
        self._at(kiosk, lambda number: self.county.flip_row(number, at, drops=drops))

    @invariant()
    def no_slip_too_many_and_nothing_twice(self) -> None:
        if hasattr(self, "county"):
            self.county.check()

    def teardown(self) -> None:
        if not hasattr(self, "county"):
            return
        try:
            for kiosk, (fault, at) in enumerate(self.last):
                self.county.offer(kiosk, "活", 1)
                if fault is Fault.FLIPPED_PAGE:
                    for words in WORDS[:4]:
                        self.central_offers_more_than_a_reply_holds(words)
                    self.county.sync(kiosk, Fault.BUDGET, 2000 + 70 * at)
                self.county.sync(kiosk, fault, at)
                self.county.check()
            self.county.settle()
        finally:
            type(self).happened.update(self.county.happened)
            self.county.close()
            shutil.rmtree(self.folder)


@contextmanager
def machine(template: Path, new_store: Callable[[Path], Store], *, tells: bool = True) -> Iterator[type[AtACounty]]:
    """Return the machine on one kind of central; in the end, faults must have happened."""
    AtACounty.template, AtACounty.new_store, AtACounty.happened = template, staticmethod(new_store), Counter()
    yield AtACounty
    if tells:
        print(AtACounty.happened)
    assert AtACounty.happened.total() > 0, "no fault happened: nothing was tried"


def how(examples: int, steps: int, *, derandomize: bool = True) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        derandomize=derandomize,
        print_blob=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def test_in_any_order_nothing_is_lost_nothing_doubled_and_all_agree(template: Path) -> None:
    with machine(template, lambda folder: sqlite_store(folder / "central.db")) as county:
        run_state_machine_as_test(county, settings=how(EXAMPLES, STEPS))
    assert {*Fault, "restored image"} - {Fault.NONE} <= set(county.happened), county.happened


def test_in_any_order_on_postgresql_too(template: Path, new_postgres_database: Callable[[bool], str]) -> None:
    with machine(template, lambda folder: Store(open_engine(new_postgres_database(True)))) as county:
        run_state_machine_as_test(county, settings=how(EXAMPLES_ON_POSTGRESQL, STEPS))


def test_a_run_in_which_no_fault_happens_proves_nothing(template: Path) -> None:
    with pytest.raises(AssertionError, match="no fault happened"), machine(template, sqlite_store):
        pass


EXAMPLES, EXAMPLES_ON_POSTGRESQL, STEPS = 40, 8, 50
