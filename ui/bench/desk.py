"""The desk's figures over the bench's hall: what is asked, what is reported, and what is seen after a touch."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.desk.desk import Desk
from kiosk.desk.pinyin import spellings
from kiosk.domain.person import Person
from kiosk.domain.report import Period
from kiosk.domain.staff import Actor, Role
from kiosk.printing.target import describe_target
from kiosk.store.people import PersonStore
from ui.bench.desk_hand import DeskHand
from ui.bench.desk_walk import DeskWalk
from ui.bench.figures import Figures, median, percentile
from ui.bench.hall import hall_now, open_hall
from ui.bench.touches import READY_AFTER_S
from ui.bench.voices import Watch

SEED = 7
SOUGHT, MATCHED = 150, 200
TAIL_FROM, TAIL_TO = 2, 4
"""A phone's end is searched from its second digit on, as soon as it is typed."""
REPORTS = 5
YEAR = timedelta(days=365)
ROUNDS = 20
NEW_NAME = "欧阳秀英"
"""Nobody in the hall is called so: whoever may be here already is asked about, with one touch more."""
PHONE = "13907420011"


def measure_people(folder: Path) -> Figures:
    """Search people as somebody types: by their initials letter by letter, by the end of their phone digit by digit."""
    with open_hall(folder) as station:
        desk = station.desk(Actor(role=Role.CLERK, device="bench"))
        times = []
        for person in _some_people(desk, SOUGHT):
            for typed in _typed(person):
                started = time.perf_counter()
                desk.people.search(typed)
                times.append((time.perf_counter() - started) * 1000)
    return {"person_search_p50_ms": median(times), "person_search_p99_ms": percentile(times, 99)}


def _some_people(desk: Desk, count: int) -> Iterator[Person]:
    store = PersonStore(desk.room.database)
    numbers = range(1, store.next_number())
    chance = random.Random(SEED)
    return (store.numbered(number) for number in chance.sample(numbers, min(count, len(numbers))))


def _typed(person: Person) -> Iterator[str]:
    _, initials = spellings(person.name)
    for whole in sorted(initials)[:1]:
        yield from (whole[:end] for end in range(1, len(whole) + 1))
    if person.phone:
        for digits in range(TAIL_FROM, TAIL_TO + 1):
            yield person.phone[-digits:]


def measure_matching(folder: Path) -> Figures:
    """Rank all open postings for one walk-in after the other."""
    with open_hall(folder) as station:
        desk = station.desk(Actor(role=Role.CLERK, device="bench"))
        times = []
        for person in _some_people(desk, MATCHED):
            started = time.perf_counter()
            desk.matching.for_person(person.id)
            times.append((time.perf_counter() - started) * 1000)
    return {"match_p50_ms": median(times), "match_p99_ms": percentile(times, 99)}


def measure_report(folder: Path) -> Figures:
    """Ask the desk's window for a report of twelve months, and watch how long its own loop stands still meanwhile."""
    hand = DeskHand(folder)
    hand.come_in()
    hand.rest(READY_AFTER_S)
    last = hall_now(folder).date()
    period = Period(first_day=last - YEAR, last_day=last)
    watch = Watch()
    took_s = [_asked_s(hand, lambda desk: desk.reports.of(period)) for _ in range(REPORTS)]
    figures: Figures = {
        "report_s": median(took_s),
        "report_block_ms": watch.longest_ms,
        "report_block_waited_ms": watch.waited_ms,
    }
    hand.close()
    return figures


def _asked_s(hand: DeskHand, question: Callable[[Desk], object]) -> float:
    """Ask as a screen does, and return how long it took until the screen had the answer."""
    screen, answers = hand.shell.present, list[object]()
    assert screen is not None
    started = time.perf_counter()
    screen.ask(question, answers.append)
    hand.until(lambda: bool(answers), "the report")
    return time.perf_counter() - started


def measure_desk(folder: Path) -> Figures:
    """Register somebody from the log-in to the printed card, then walk through all screens again and again."""
    with TemporaryDirectory(prefix="yizhan-bench-") as made:
        card = Path(made) / "card.escpos"
        hand = DeskHand(folder, printer=describe_target(f"file:{card}"))
        events = _register(hand, card)
        hand.close()
    hand = DeskHand(folder)
    hand.rest(READY_AFTER_S)
    hand.come_in()
    walk = DeskWalk(hand)
    for _ in range(ROUNDS):
        walk.once()
    figures: Figures = {
        "walkin_events": events,
        "desk_paint_p50_ms": median(walk.times()),
        "desk_paint_p99_ms": percentile(walk.times(), 99),
        "desk_first_paint_ms": max(walk.first.values()),
    }
    hand.close()
    return figures


def _register(hand: DeskHand, card: Path) -> int:
    """Return how many events a walk-in takes: name (but for its letters), phone, birth year, a trade and consent."""
    hand.come_in(Role.CLERK)
    hand.touch("rail-walk-in")
    hand.settle()
    before = hand.events
    hand.type(NEW_NAME)
    hand.events = before
    hand.touch("walk-in-phone")
    for digit in PHONE:
        hand.touch(f"walk-in-phone-keypad-{digit}")
    for name in ("decade-1960", "year-1962"):
        hand.touch(f"pick-year-{name}")
        hand.settle()
    hand.touch("pick-trades-trade-fruit-picking")
    hand.touch("walk-in-agree")
    hand.until(card.exists, "the card")
    hand.settle()
    return hand.events
