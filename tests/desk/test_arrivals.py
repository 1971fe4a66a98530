"""Arrivals: once a day, in an order that anybody can work out again, moved with a reason, called by number."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from kiosk.desk.arrival_sheet import call_words
from kiosk.desk.arrivals import Arrivals
from kiosk.desk.desk import Desk
from kiosk.domain.arrival import Called, NobodyWaits, Rule, lot
from kiosk.domain.language import Language
from kiosk.domain.posting import Posting
from kiosk.domain.sign_in import Way
from kiosk.domain.staff import Role
from kiosk.errors import ChangedMeanwhile, NotAllowed, Refused, UnknownThing
from kiosk.services import OpenStation
from kiosk.store.desk_log import DeskLog
from kiosk.store.outbox import OperationKind, Outbox
from kiosk.texts.catalogue import Texts

TODAY = date(2026, 11, 21)
AtDesk = Callable[..., Desk]


@pytest.fixture
def people(station: OpenStation) -> list[str]:
    """Ten registrations, numbers 1 to 10, of which the third was merged into the first."""
    for number in range(1, 11):
        station.database.execute(
            "insert into people (number, id, card, name, phone, region, identity_number, note, pictures, consent,"
            " consent_words, consent_at_ms, registered_at_ms, registered_by, counts_as, version)"
            " values (?1, 'p' || ?1, 'c' || ?1, '老' || ?1, '', '', '', '', '', 'given', '', 0, 0, 's', ?2, 1)",
            (number, 1 if number == 3 else number),
        )
    station.database.execute("insert into person_trades values (2, 'mason'), (2, 'cook')")
    return [f"p{number}" for number in range(1, 11)]


@pytest.fixture
def arrivals(desk: Desk, people: list[str]) -> Arrivals:
    return desk.arrivals


@pytest.fixture
def clock(station: OpenStation) -> list[datetime]:
    """The station's clock, to be set by the test."""
    times = [datetime(2026, 11, 21, 6, 0).astimezone()]
    station.now = lambda: times[-1]
    return times


def arrive(arrivals: Arrivals, *people: str) -> list[str]:
    return [arrivals.sign_in(person).value.visit_id for person in people]


def numbers(arrivals: Arrivals) -> list[int]:
    return [one.visit.running for one in arrivals.today()]


def is_the_same_from_the_log(arrivals: Arrivals) -> bool:
    return arrivals.recomputed(TODAY) == tuple(one.visit.id for one in arrivals.today())


def test_whoever_signs_in_gets_a_number_and_hears_how_many_wait(arrivals: Arrivals) -> None:
    assert [arrivals.sign_in(person).value.running for person in ("p1", "p2", "p4")] == [1, 2, 3]
    fourth = arrivals.sign_in("p5").value
    assert (fourth.running, fourth.waiting_before, fourth.is_new) == (4, 3, True)


def test_signing_in_again_changes_nothing(arrivals: Arrivals, station: OpenStation) -> None:
    first = arrivals.sign_in("p2", Way.CARD).value
    list_before, told, noted = arrivals.today(), Outbox(station.database).count_waiting(), DeskLog(station.database)
    lines = noted.latest()
    again = arrivals.sign_in("p2", Way.PHONE)
    assert again.undo is None
    assert (again.value.visit_id, again.value.running, again.value.is_new) == (first.visit_id, 1, False)
    assert (arrivals.today(), Outbox(station.database).count_waiting(), noted.latest()) == (list_before, told, lines)


def test_merged_registrations_sign_in_as_one_person(arrivals: Arrivals) -> None:
    assert arrive(arrivals, "p3") == arrive(arrivals, "p1") == arrive(arrivals, "p3")
    assert len(arrivals.today()) == 1


def test_registrations_merged_after_both_had_signed_in_answer_with_the_first_visit(
    arrivals: Arrivals, station: OpenStation
) -> None:
    first, _ = arrive(arrivals, "p4", "p5")
    station.database.execute("update people set counts_as = 4 where number = 5")
    assert arrive(arrivals, "p5") == [first]


def test_a_registration_merged_after_its_sign_in_still_counts(arrivals: Arrivals, station: OpenStation) -> None:
    (first,) = arrive(arrivals, "p5")
    station.database.execute("update people set counts_as = 4 where number = 5")
    assert arrive(arrivals, "p4") == [first]


def test_a_worker_learns_a_number_and_nothing_else(at_desk: AtDesk, people: list[str]) -> None:
    done = at_desk(Role.WORKER).arrivals.sign_in("p1", Way.CARD)
    assert (done.value.running, done.value.waiting_before, done.value.visit_id, done.undo) == (1, 0, "", None)


def test_the_list_shows_who_came_how_and_what_became_of_them(
    arrivals: Arrivals, station: OpenStation, offer: Callable[..., Posting]
) -> None:
    one, two, three = arrive(arrivals, "p1", "p2", "p4")
    slip = station.slips.issue(offer().id, wish_id="w", now=station.now())
    station.database.execute("update slips set person = 3 where id = ?", (slip.slip.id,))  # type: ignore[union-attr]
    arrivals.call(two)
    arrivals.left(three)
    listed = arrivals.today()
    assert [(row.place, row.visit.id, row.name, row.trades) for row in listed] == [
        (1, one, "老1", ()),
        (2, two, "老2", ("cook", "mason")),
        (3, three, "老4", ()),
    ]
    assert [row.is_sent for row in listed] == [True, False, False]
    assert [row.called_at_ms is not None for row in listed] == [False, True, False]
    assert [row.visit.left_at_ms is not None for row in listed] == [False, False, True]
    station.database.execute("update slips set state = 'cancelled'")
    assert not arrivals.today()[0].is_sent


def test_an_unknown_person_and_a_forgotten_one_are_refused(arrivals: Arrivals, station: OpenStation) -> None:
    with pytest.raises(UnknownThing):
        arrivals.sign_in("nobody")
    station.database.execute("update people set forgotten_at_ms = 1 where number = 2")
    with pytest.raises(Refused, match="refused-person-forgotten"):
        arrivals.sign_in("p2")


def test_whoever_left_and_signs_in_again_is_back_at_their_place(arrivals: Arrivals) -> None:
    one, _ = arrive(arrivals, "p1", "p2")
    arrivals.left(one)
    back = arrivals.sign_in("p1")
    assert (back.value.visit_id, back.value.is_new) == (one, False)
    assert arrivals.today()[0].is_waiting
    assert back.undo
    back.undo()
    assert not arrivals.today()[0].is_waiting


def test_a_wrong_sign_in_is_taken_back_as_if_it_had_never_been(arrivals: Arrivals) -> None:
    arrive(arrivals, "p1")
    before = arrivals.today()
    wrong = arrivals.sign_in("p2")
    assert wrong.undo
    wrong.undo()
    assert arrivals.today() == before
    assert is_the_same_from_the_log(arrivals)
    with pytest.raises(UnknownThing):
        wrong.undo()


@pytest.mark.parametrize("built", ["called", "moved", "drawn", "left"])
def test_a_sign_in_on_which_something_was_built_is_not_taken_back(arrivals: Arrivals, built: str) -> None:
    done = arrivals.sign_in("p1")
    match built:
        case "called":
            arrivals.call(done.value.visit_id)
        case "moved":
            arrivals.move(done.value.visit_id, 1, "腿脚不便")
        case "drawn":
            arrivals.draw("1234")
        case "left":
            arrivals.left(done.value.visit_id)
    assert done.undo
    with pytest.raises(ChangedMeanwhile):
        done.undo()
    assert len(arrivals.today()) == 1


def test_the_lottery_can_be_checked_with_paper_and_a_hash(arrivals: Arrivals) -> None:
    arrive(arrivals, "p1", "p2", "p4", "p5", "p6")
    assert arrivals.draw("20261121").value.drawn_through == 5
    arrive(arrivals, "p7", "p8")
    by_hand = sorted(range(1, 6), key=lambda number: hashlib.sha256(f"20261121:{number}".encode()).hexdigest())
    assert numbers(arrivals) == [*by_hand, 6, 7]
    assert numbers(arrivals) != list(range(1, 8))
    assert is_the_same_from_the_log(arrivals)


def test_what_a_number_draws_never_changes() -> None:
    """As `printf '%s' 48217730:7 | sha256sum` says."""
    assert lot("48217730", 7) == "94c5e241d752a8c3ecad2af07c2c5dce2164d10bc003be77edc72abc1342c5e3"


def test_a_seed_is_made_of_eight_digits(arrivals: Arrivals) -> None:
    arrive(arrivals, "p1")
    seed = arrivals.draw().value.seed
    assert len(seed) == 8
    assert seed.isdigit()


def test_only_the_head_draws_again_and_it_is_noted(at_desk: AtDesk, people: list[str], station: OpenStation) -> None:
    clerk, head = at_desk().arrivals, at_desk(Role.HEAD, staff_id="head").arrivals
    arrive(clerk, "p1", "p2")
    clerk.draw("a1")
    with pytest.raises(Refused, match="refused-drawn-already"):
        clerk.draw("a2")
    arrive(clerk, "p4")
    assert head.draw("a3").value.drawn_through == 3
    drawn = [line for line in DeskLog(station.database).latest() if line.action == "arrivals-drawn"]
    assert [(line.staff_id, line.details["seed"], line.details["again"]) for line in drawn] == [
        ("head", "a3", 1),
        ("staff-1", "a1", 0),
    ]
    assert is_the_same_from_the_log(clerk)


@pytest.mark.parametrize("seed", ["", " ", "a b", "号码", "\0", "\ud800", "٣", "1" * 33, "=1"])
def test_a_seed_that_nobody_could_type_again_is_refused(arrivals: Arrivals, seed: str) -> None:
    arrive(arrivals, "p1")
    with pytest.raises(Refused, match="refused-seed"):
        arrivals.draw(seed)
    assert arrivals.rule().rule is Rule.ARRIVAL


def test_nobody_is_no_lottery(arrivals: Arrivals) -> None:
    with pytest.raises(Refused, match="refused-nobody-to-draw"):
        arrivals.draw()


def test_a_move_keeps_who_when_and_why_and_its_undo_is_another_move(arrivals: Arrivals, station: OpenStation) -> None:
    _, _, third = arrive(arrivals, "p1", "p2", "p4")
    done = arrivals.move(third, 1, "带着孩子")
    assert numbers(arrivals) == [3, 1, 2]
    arrive(arrivals, "p5")
    assert done.undo
    done.undo()
    assert numbers(arrivals) == [1, 2, 3, 4]
    kept = station.database.rows("select visit_id, to_place, reason, staff_id, at_ms from arrival_moves order by seq")
    now_ms = int(station.now().timestamp() * 1000)
    assert kept == [(third, 1, "带着孩子", "staff-1", now_ms), (third, 3, "↩ 带着孩子", "staff-1", now_ms)]
    assert is_the_same_from_the_log(arrivals)


def test_a_move_is_not_taken_back_over_somebody_elses(arrivals: Arrivals) -> None:
    one, _, three = arrive(arrivals, "p1", "p2", "p4")
    done = arrivals.move(three, 1, "一")
    arrivals.move(one, 3, "二")
    assert done.undo
    with pytest.raises(ChangedMeanwhile):
        done.undo()
    assert numbers(arrivals) == [3, 2, 1]
    assert is_the_same_from_the_log(arrivals)


@pytest.mark.parametrize("reason", ["", "  ", "\u3000", "\n\t"])
def test_a_move_without_a_reason_is_refused(arrivals: Arrivals, reason: str) -> None:
    (one,) = arrive(arrivals, "p1")
    with pytest.raises(Refused, match="refused-move-without-reason"):
        arrivals.move(one, 1, reason)


@pytest.mark.parametrize("reason", ["a\0b", "\ud800", "长" * 501])
def test_a_reason_that_cannot_be_kept_is_refused(arrivals: Arrivals, reason: str) -> None:
    (one,) = arrive(arrivals, "p1")
    with pytest.raises(Refused, match=r"refused-unreadable-text|refused-text-too-long"):
        arrivals.move(one, 1, reason)


@pytest.mark.parametrize("reason", ["=1+1", "👩‍👧 带孩子", "\u202eabc", "'; drop table visits; --", "长" * 500])
def test_any_other_reason_is_kept_exactly(arrivals: Arrivals, station: OpenStation, reason: str) -> None:
    (one,) = arrive(arrivals, "p1")
    arrivals.move(one, 1, reason)
    assert station.database.value("select reason from arrival_moves") == reason


@pytest.mark.parametrize("place", [0, -1, 3, 10**9, 10**30])
def test_a_place_that_is_not_there_is_refused(arrivals: Arrivals, place: int) -> None:
    one, _ = arrive(arrivals, "p1", "p2")
    with pytest.raises(Refused, match="refused-no-such-place"):
        arrivals.move(one, place, "试试")
    assert numbers(arrivals) == [1, 2]


def test_calls_go_in_order_and_pass_over_whoever_left(arrivals: Arrivals) -> None:
    _, two, _, four = arrive(arrivals, "p1", "p2", "p4", "p5")
    arrivals.move(four, 1, "孕妇")
    arrivals.left(two)
    called = [arrivals.call_next() for _ in range(4)]
    assert [each.value.running for each in called if not isinstance(each, NobodyWaits)] == [4, 1, 3]
    assert isinstance(called[-1], NobodyWaits)
    with pytest.raises(Refused, match="refused-has-left"):
        arrivals.call(two)


def test_a_call_is_taken_back(arrivals: Arrivals) -> None:
    arrive(arrivals, "p1")
    board = arrivals.board()
    done = arrivals.call_next()
    assert not isinstance(done, NobodyWaits)
    assert done.undo
    done.undo()
    assert arrivals.board() == board
    with pytest.raises(ChangedMeanwhile):
        done.undo()


def test_leaving_is_taken_back(arrivals: Arrivals) -> None:
    (one,) = arrive(arrivals, "p1")
    before = arrivals.today()
    done = arrivals.left(one)
    assert arrivals.left(one).undo is None
    assert done.undo
    done.undo()
    assert arrivals.today() == before


def test_the_board_shows_numbers_only(at_desk: AtDesk, arrivals: Arrivals) -> None:
    visits = arrive(arrivals, *(f"p{number}" for number in (1, 2, 4, 5, 6, 7, 8, 9, 10)))
    arrivals.call(visits[0])
    arrivals.call(visits[1])
    arrivals.call(visits[0])
    board = at_desk(Role.WORKER).arrivals.board()
    assert [called.running for called in board.called] == [1, 2]
    assert all(isinstance(called, Called) for called in board.called)
    assert (board.waiting, board.upcoming) == (7, (3, 4, 5, 6, 7, 8))
    assert "老" not in repr(board)


@pytest.mark.parametrize(
    ("language", "words"),
    [(Language.ZH_CN, "请1234号到柜台来"), (Language.EN, "Number 1234, please come to the desk")],
)
def test_a_number_is_called_in_words(language: Language, words: str) -> None:
    assert call_words(1234, Texts(language)) == words


def test_a_clock_that_goes_back_and_forth_loses_nobody_and_gives_no_number_twice(
    at_desk: AtDesk, people: list[str], clock: list[datetime]
) -> None:
    arrivals = at_desk().arrivals
    arrive(arrivals, "p1", "p2")
    clock.append(clock[0] - timedelta(hours=3))
    arrive(arrivals, "p4")
    clock.append(clock[0] - timedelta(days=4000))
    arrive(arrivals, "p5", "p1")
    assert numbers(arrivals) == [1, 2]
    clock.append(clock[0] + timedelta(minutes=1))
    assert arrivals.sign_in("p1").value.is_new is False
    arrive(arrivals, "p5")
    assert numbers(arrivals) == [1, 2, 3, 4]
    assert len(arrivals.on((clock[0] - timedelta(days=4000)).date())) == 2
    assert is_the_same_from_the_log(arrivals)


def test_a_visit_of_another_day_is_neither_called_nor_moved(
    at_desk: AtDesk, people: list[str], clock: list[datetime]
) -> None:
    arrivals = at_desk().arrivals
    (one,) = arrive(arrivals, "p1")
    clock.append(clock[0] + timedelta(days=1))
    for attempt in (
        lambda: arrivals.call(one),
        lambda: arrivals.left(one),
        lambda: arrivals.move(one, 1, "试试"),
    ):
        with pytest.raises(Refused, match="refused-visit-of-another-day"):
            attempt()
    assert arrivals.today() == ()


def test_the_sheet_tells_the_rule_and_how_to_check_it(arrivals: Arrivals) -> None:
    arrive(arrivals, "p1", "p2")
    texts = Texts(Language.ZH_CN)
    assert arrivals.sheet(texts).facts == ("先到先排。",)
    arrivals.draw("48217730")
    last = arrivals.today()[-1].visit
    arrivals.move(last.id, 1, "私事")
    sheet = arrivals.sheet(texts)
    assert sheet.title == "2026-11-21 报到名单"
    assert "48217730" in sheet.facts[0]
    assert "“48217730:号码”" in sheet.facts[1]
    assert sheet.facts[2] == f"人工调整：{last.running}号挪到第1位。"
    assert "私事" not in repr(sheet)
    assert sheet.rows[0] == ("1", str(last.running), f"老{last.running}")


def test_central_is_told_of_every_step_and_never_the_databases_own_number(
    arrivals: Arrivals, station: OpenStation
) -> None:
    (visit,) = arrive(arrivals, "p3")
    arrivals.draw("s1")
    arrivals.move(visit, 1, "试试")
    arrivals.left(visit)
    told = Outbox(station.database).waiting()[1:]
    assert [each.kind for each in told] == [
        OperationKind.VISIT_SAVED,
        OperationKind.ARRIVAL_DAY_SAVED,
        OperationKind.ARRIVAL_MOVED,
        OperationKind.VISIT_SAVED,
    ]
    assert told[0].fields["person_id"] == "p1"
    assert all("person" not in each.fields for each in told)


def test_the_log_holds_no_word_about_anybody(arrivals: Arrivals, station: OpenStation) -> None:
    (visit,) = arrive(arrivals, "p2")
    arrivals.move(visit, 1, "秘密")
    arrivals.call(visit)
    written = repr(DeskLog(station.database).latest())
    assert "老" not in written
    assert "秘密" not in written


@pytest.mark.parametrize("role", Role)
def test_each_role_does_what_it_may(at_desk: AtDesk, people: list[str], role: Role) -> None:
    (visit,) = arrive(at_desk().arrivals, "p1")
    arrivals = at_desk(role).arrivals
    if role is Role.TECHNICIAN:
        with pytest.raises(NotAllowed):
            arrivals.sign_in("p2")
    else:
        arrivals.sign_in("p2")
    arrivals.board()
    if role in (Role.CLERK, Role.HEAD):
        return
    for attempt in (
        arrivals.today,
        arrivals.draw,
        arrivals.rule,
        arrivals.call_next,
        lambda: arrivals.on(TODAY),
        lambda: arrivals.recomputed(TODAY),
        lambda: arrivals.call(visit),
        lambda: arrivals.left(visit),
        lambda: arrivals.move(visit, 1, "试试"),
        lambda: arrivals.sheet(Texts(Language.EN)),
    ):
        with pytest.raises(NotAllowed):
            attempt()
