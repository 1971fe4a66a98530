"""Whatever happens in whatever order: random hands, and a store that answers late, again, not at all or wrongly."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.domain.filters import Filter, bits_of
from kiosk.domain.language import Language
from kiosk.domain.listing import InTown, Listing, Near, OfTrade, SuitsOlder, Today
from kiosk.domain.near import TownNear
from kiosk.domain.posting import Posting
from kiosk.domain.preferences import Preferences, SettingKind, TextSize
from kiosk.domain.region import Region
from kiosk.domain.seat import Seat
from kiosk.domain.sign_in import AskMore, Attempt, ByCard, ByPhone, ByPictures, More, NotFound, SignedIn, Way
from kiosk.domain.sign_in_pictures import SignInPicture, Zodiac
from kiosk.domain.slip import Slip
from kiosk.domain.tongue import Tongue, tongue_of
from kiosk.domain.training import TrainingClass
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.adjusting import OneSetting, Settings
from kiosk.journeys.attending_states import OneClass, SeatShown
from kiosk.journeys.signing_in import answer_to
from kiosk.journeys.state import Home
from kiosk.journeys.states import OnePosting, SignInDigits, SignInPictures, SignInZodiac, SlipShown
from kiosk.journeys.together import Together
from kiosk.journeys.visit import MAX_SLIPS, MOST_SLOTS, NoticeKind, Visit, is_personal, is_taking_a_slip
from kiosk.journeys.worker import IDLE_WARNING_S, PATIENCE_S, PERSONAL_IDLE_WARNING_S, STAY_S, WorkerJourney
from tests.journeys.walking import lesson, message, posting, seat, slip, training

POSTINGS = ("p1", "p2", "p3", "p4", "p5")
TOWN = Region(code="430796101", name="石桥镇")
TOWNS = (TownNear(town=TOWN, jobs=1, km=3.0),)
LISTINGS: tuple[Listing, ...] = (Today(), SuitsOlder(), Near(), OfTrade("cook"), InTown(TOWN))
COUNTS = ((bits_of([Filter.MEALS, Filter.TODAY]), 2), (bits_of([Filter.MEALS]), 1))
CLASSES = ("c1", "c2", "c3", "c4")
MESSAGES = ("m1", "m2")
HANDS = st.one_of(
    st.just(was.TradesWanted()),
    st.sampled_from(LISTINGS).map(was.ListingChosen),
    st.sampled_from(POSTINGS).map(was.PostingChosen),
    st.sampled_from([was.ChoosingWanted(), was.ChosenWanted(), was.ChosenDropped(), was.NearWanted()]),
    st.sampled_from([Filter.MEALS, Filter.TODAY, Filter.LODGING]).map(was.MarkTouched),
    st.just(was.GaveBack()),
    st.sampled_from([was.MoreWanted(), was.ClassesWanted(), was.NoticesWanted(), was.SeatGivenBack()]),
    st.sampled_from(CLASSES).map(was.ClassChosen),
    st.sampled_from(MESSAGES).map(was.NoticeChosen),
    st.integers(-3, 9).map(was.TurnedTo),
    st.sampled_from(
        [
            was.WentBack(),
            was.WentHome(),
            was.Left(),
            was.SettingsWanted(),
            was.TouchToHearTurned(),
            was.LessonsWanted(),
            was.LessonsWanted("cook"),
            was.LessonChosen("heat"),
            was.LessonChosen("gone"),
            was.StaffCame(),
            was.ListenedAgain(),
            was.CalledStaff(),
            was.NoticeClosed(),
            was.Touched(),
        ]
    ),
    st.sampled_from(Language).map(was.LanguageChosen),
    st.sampled_from(SettingKind).map(was.SettingWanted),
    st.builds(Preferences, text_size=st.sampled_from(TextSize), tongue=st.sampled_from(Tongue)).map(
        was.PreferencesChosen
    ),
)
SIGNING_IN = st.one_of(
    st.just(was.SignInWanted()),
    st.sampled_from(Way).map(was.SignInWayChosen),
    st.sampled_from("0123456789x").map(was.DigitTyped),
    st.sampled_from([was.DigitErased(), was.DigitsGiven()]),
    st.sampled_from(SignInPicture).map(was.PictureTouched),
    st.sampled_from(Zodiac).map(was.ZodiacChosen),
)
SEAT_ANSWERS = (was.SeatTaken, was.SeatRefused, was.SeatNotSaved)
SIGNING_IN_SCREENS = (SignInDigits, SignInPictures, SignInZodiac)


@dataclass
class Station:
    """The store as an oracle: it grants a wish once, holds a slot for it, and frees it when told."""

    headcount: dict[str, int] = field(default_factory=lambda: dict.fromkeys(POSTINGS, 3))
    slips: dict[str, Slip] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    seats: dict[str, Seat] = field(default_factory=dict)
    seated: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    """Classes that are cancelled."""
    messages: tuple[str, ...] = MESSAGES
    numbers: dict[Attempt, int] = field(default_factory=dict)

    def left(self, posting_id: str) -> int:
        taken = sum(
            self.people[wish]
            for wish, made in self.slips.items()
            if made.posting_id == posting_id and made.id in self.held
        )
        return self.headcount[posting_id] - taken

    def is_offered(self, posting_id: str) -> bool:
        return self.left(posting_id) > 0

    def shown(self, posting_id: str) -> Posting:
        return replace(posting(posting_id), slots_left=self.left(posting_id))

    def answer(self, request: do.Effect) -> was.Event | None:
        match request:
            case do.FindTrades():
                return was.TradesFound((("cook", len(POSTINGS)),))
            case do.FindLessons():
                return was.LessonsFound(tuple(lesson(name, trades=("cook",)) for name in ("heat", "lifting")))
            case do.FindPostings(listing, chosen):
                offered = tuple(self.shown(one) for one in POSTINGS if self.is_offered(one))
                return was.PostingsFound(listing, offered[:2] if chosen else offered, chosen)
            case do.CountMarks(listing):
                return was.MarksCounted(listing, COUNTS)
            case do.FindTowns():
                return was.TownsFound(TOWNS if len(self.held) % 2 else ())
            case do.FindPosting(posting_id):
                return was.PostingFound(posting_id, self.shown(posting_id) if self.is_offered(posting_id) else None)
            case do.RingForStaff():
                return was.BellRang(heard=bool(len(self.held) % 2))
            case do.IssueSlip(posting_id, wish_id, people):
                return self._grant(posting_id, wish_id, people)
            case do.SignIn(attempt):
                return answer_to(attempt, self._signed_in(attempt))
            case do.CancelSlip(slip_id):
                self.held.discard(slip_id)
            case do.FindClasses():
                return was.ClassesFound(tuple(self.training(one) for one in CLASSES if one not in self.closed))
            case do.FindNotices():
                return was.NoticesFound(tuple(map(message, self.messages)))
            case do.TakeSeat(class_id, wish_id):
                return self._seat(class_id, wish_id)
            case do.GiveSeatBack(seat_id):
                self.seated.discard(seat_id)
        return None

    def training(self, class_id: str) -> TrainingClass:
        taken = sum(one.class_id == class_id and one.id in self.seated for one in self.seats.values())
        return training(class_id, seats=2 - taken, title="课")

    def _seat(self, class_id: str, wish_id: str) -> was.Event:
        if wish_id not in self.seats:
            if class_id in self.closed or not self.training(class_id).seats_left:
                return was.SeatRefused(wish_id, gone=class_id in self.closed)
            self.seats[wish_id] = seat(f"seat{len(self.seats)}", of=class_id)
            self.seated.add(self.seats[wish_id].id)
        return was.SeatTaken(wish_id, self.seats[wish_id], self.training(class_id))

    def _signed_in(self, attempt: Attempt) -> SignedIn | AskMore | NotFound:
        """Every kind of answer, told apart by what was shown; whoever is known keeps their number."""
        match sum(map(ord, repr(attempt))) % 8:
            case 0:
                return NotFound()
            case kind if kind <= len(More):
                return AskMore(further=list(More)[kind - 1])
            case _:
                running = self.numbers.setdefault(attempt, len(self.numbers) + 1)
                return SignedIn(running=running, waiting_before=running - 1, is_new=True)

    def _grant(self, posting_id: str, wish_id: str, people: int) -> was.Event:
        if wish_id not in self.slips:
            left = self.left(posting_id)
            if left < people:
                return was.WishRefused(wish_id, gone=self.headcount[posting_id] == 0, left=max(0, left))
            self.people[wish_id] = people
            made = slip(f"s{len(self.slips)}", of=posting_id, wish=wish_id)
            self.slips[wish_id] = made
            self.held.add(made.id)
        return was.SlipIssued(wish_id, self.slips[wish_id], posting(posting_id), self.people[wish_id])


class AnyOrder(RuleBasedStateMachine):
    """Hands, seconds, answers and faults in any order. `carried` are slips that people went away with."""

    @initialize(language=st.sampled_from(Language))
    def opens(self, language: Language) -> None:
        self.journey = WorkerJourney(usual=Preferences(tongue=tongue_of(language)))
        self.visit = self.journey.start()
        self.station = Station()
        self.requests: deque[do.Effect] = deque()
        self.answers: deque[was.Event] = deque()
        self.told: list[was.Event] = []
        self.unanswered: list[str] = []
        self.carried: set[str] = set()
        self.seats_carried: set[str] = set()
        self.wishes_touched = 0
        self.warned_s: int | None = None
        self.scanned: set[str] = set()
        self.tried: set[str] = set()

    def happen(self, event: was.Event) -> None:
        before = self.visit
        self.visit, effects = self.journey.advance(before, event)
        for effect in effects:
            match effect:
                case (
                    do.FindTrades()
                    | do.FindPostings()
                    | do.FindPosting()
                    | do.CountMarks()
                    | do.FindTowns()
                    | do.FindLessons()
                    | do.CancelSlip()
                ):
                    self.requests.append(effect)
                case do.FindClasses() | do.FindNotices() | do.GiveSeatBack():
                    self.requests.append(effect)
                case do.IssueSlip(_, wish_id) | do.TakeSeat(_, wish_id):
                    assert wish_id not in self.unanswered, "asked twice for one wish"
                    self.unanswered.append(wish_id)
                    self.requests.append(effect)
                case do.SignIn(attempt):
                    self.requests.append(effect)
                    if isinstance(attempt, ByCard):
                        self.tried.add(attempt.text)
                case do.PrintSlip(printed, _):
                    assert printed.id not in {shown.slip.id for shown in before.taken}, "printed twice"
                    self.answers.append(was.PrintEnded(printed.id, printed=len(self.station.slips) % 2 == 0))
                case do.PrintSeat(printed_seat):
                    assert printed_seat.id not in {shown.seat.id for shown in before.seats}, "printed twice"
                    self.answers.append(was.SeatPrinted(printed_seat.id, printed=len(self.station.seats) % 2 == 0))
                case do.ForgetVisitor():
                    self.carried |= {shown.slip.id for shown in before.taken}
                    self.seats_carried |= {shown.seat.id for shown in before.seats}
        lost = {shown.slip.id for shown in before.taken} - {shown.slip.id for shown in self.visit.taken}
        left = {shown.seat.id for shown in before.seats} - {shown.seat.id for shown in self.visit.seats}
        if do.ForgetVisitor() not in effects:
            assert {do.GiveSeatBack(seat_id) for seat_id in left} <= set(effects), "a seat went without its holder"
            assert {do.CancelSlip(slip_id) for slip_id in lost} <= set(effects), "a slip went away without its holder"

    @rule(event=HANDS)
    def touches(self, event: was.Event) -> None:
        self.happen(event)

    @rule()
    def wants(self) -> None:
        self.wishes_touched += 1
        self.happen(was.Wanted(f"w{self.wishes_touched}"))

    @rule(people=st.integers(0, 7))
    def wants_for_several(self, people: int) -> None:
        self.wishes_touched += 1
        self.happen(was.CompanionsWanted())
        self.happen(was.PeopleChosen(people, f"w{self.wishes_touched}"))

    @rule()
    def wants_a_seat(self) -> None:
        self.wishes_touched += 1
        self.happen(was.SeatWanted(f"w{self.wishes_touched}"))

    @rule(name=st.sampled_from(CLASSES), waits=st.booleans())
    def walks_straight_to_a_seat(self, name: str, waits: bool) -> None:
        self.happen(was.ClassesWanted())
        self.everything_is_answered()
        self.happen(was.ClassChosen(name))
        self.wants_a_seat()
        if waits:
            self.everything_is_answered()

    @rule(closed=st.sets(st.sampled_from(CLASSES), max_size=1), messages=st.sampled_from([(), ("m1",), MESSAGES]))
    def staff_change_classes_and_notices(self, closed: set[str], messages: tuple[str, ...]) -> None:
        self.station.closed, self.station.messages = closed, messages
        self.happen(was.StoreChanged())

    @rule(event=SIGNING_IN)
    def signs_in(self, event: was.Event) -> None:
        self.happen(event)

    @rule(way=st.sampled_from([Way.PHONE, Way.PICTURES]), shown=st.permutations("123456789"), waits=st.booleans())
    def walks_straight_to_a_number(self, way: Way, shown: list[str], waits: bool) -> None:
        self.happen(was.SignInWanted())
        self.happen(was.SignInWayChosen(way))
        for digit in shown[:5]:
            self.happen(was.DigitTyped(digit))
            self.happen(was.PictureTouched(list(SignInPicture)[int(digit)]))
        self.happen(was.DigitsGiven())
        if waits:
            self.everything_is_answered()

    @rule(text=st.sampled_from(["c1", "c2", "c3", "c4", "c5"]))
    def scans_a_card(self, text: str) -> None:
        self.scanned.add(text)
        self.happen(was.CardScanned(text))

    @rule(listing=st.sampled_from(LISTINGS), name=st.sampled_from(POSTINGS), waits=st.booleans())
    def walks_straight_to_a_slip(self, listing: Listing, name: str, waits: bool) -> None:
        for event in (was.ListingChosen(listing), was.PostingChosen(name)):
            self.happen(event)
            self.everything_is_answered()
        self.wants()
        if waits:
            self.everything_is_answered()

    @rule()
    def everything_is_answered(self) -> None:
        while self.requests or self.answers:
            self.store_answers()
            self.answer_arrives()

    @precondition(lambda self: isinstance(self.visit.screen, SlipShown))
    @rule()
    def gives_back(self) -> None:
        self.happen(was.GaveBack())

    @rule()
    def store_answers(self) -> None:
        if self.requests:
            answer = self.station.answer(self.requests.popleft())
            if answer is not None:
                self.answers.append(answer)

    @precondition(lambda self: self.requests and not isinstance(self.requests[0], do.CancelSlip | do.GiveSeatBack))
    @rule()
    def store_fails(self) -> None:
        match self.requests.popleft():
            case do.IssueSlip(_, wish_id):
                self.answers.append(was.WishNotSaved(wish_id))
            case do.TakeSeat(_, wish_id):
                self.answers.append(was.SeatNotSaved(wish_id))
            case do.SignIn(attempt):
                self.answers.append(was.SignInFailed(attempt))
            case _:
                self.answers.append(was.LookupFailed())

    @rule()
    def answer_arrives(self) -> None:
        if self.answers:
            event = self.answers.popleft()
            if isinstance(event, (was.SlipIssued, was.WishRefused, was.WishNotSaved, *SEAT_ANSWERS)):
                self.unanswered.remove(event.wish_id)
            self.told.append(event)
            self.happen(event)

    @precondition(lambda self: self.told)
    @rule(data=st.data())
    def answer_arrives_again(self, data: st.DataObject) -> None:
        event = data.draw(st.sampled_from(self.told))
        answered = getattr(event, "wish_id", None)
        if answered in self.unanswered or (isinstance(event, was.SlipIssued) and event.slip.id in self.carried):
            return
        if isinstance(event, was.SeatTaken) and event.seat.id in self.seats_carried:
            return
        self.happen(event)

    @rule(name=st.sampled_from(POSTINGS), gone=st.booleans())
    def answer_is_nobody_s(self, name: str, gone: bool) -> None:
        self.happen(was.WishRefused("w-nobody", gone=gone))
        self.happen(was.WishNotSaved("w-nobody"))
        self.happen(was.PrintEnded("s-nobody", printed=gone))
        self.happen(was.SeatRefused("w-nobody", gone=gone))
        self.happen(was.SeatNotSaved("w-nobody"))
        self.happen(was.SeatPrinted("seat-nobody", printed=gone))
        self.happen(was.PostingFound(name, None if gone else posting(name)))

    @rule(name=st.sampled_from(POSTINGS), headcount=st.integers(0, 7))
    def staff_change_a_posting(self, name: str, headcount: int) -> None:
        self.station.headcount[name] = headcount
        self.happen(was.StoreChanged())

    @rule()
    def breaks(self) -> None:
        self.happen(was.SomethingBroke())

    @rule(seconds=st.sampled_from([1, 1, 5, PATIENCE_S, 20, 60, 120, 140]))
    def time_passes(self, seconds: int) -> None:
        for _ in range(seconds):
            self.second_passes()

    def second_passes(self) -> None:
        before = self.visit
        self.happen(was.SecondPassed())
        if self.visit.notice is NoticeKind.STILL_THERE:
            self.warned_s = self.warned_s + 1 if before.notice is NoticeKind.STILL_THERE and self.warned_s else 1
        if before.notice is NoticeKind.STILL_THERE and self.visit.notice is not NoticeKind.STILL_THERE:
            assert self.warned_s is not None
            assert self.warned_s >= STAY_S, "sent away too soon"

    @invariant()
    def home_is_one_touch_away(self) -> None:
        home, _ = self.journey.advance(self.visit, was.WentHome())
        assert home == Visit(preferences=self.visit.preferences)
        fresh, _ = self.journey.advance(self.visit, was.Left())
        assert fresh == self.journey.start()

    @invariant()
    def back_leads_home_step_by_step(self) -> None:
        levels = [screen.level for screen in (*self.visit.back, self.visit.screen)]
        assert levels == sorted(set(levels))
        assert levels[0] == Home().level
        visit: Visit = replace(self.visit, notice=None)
        for _ in range(len(self.visit.back)):
            visit, _ = self.journey.advance(visit, was.WentBack())
        assert visit.screen == Home()

    @invariant()
    def a_notice_goes_away_at_one_touch(self) -> None:
        for hand in (was.NoticeClosed(), was.WentBack()):
            assert self.journey.advance(self.visit, hand)[0].notice is None

    @invariant()
    def a_wish_is_waited_for_only_on_its_posting(self) -> None:
        waiting = self.visit.waiting_for
        if waiting is not None:
            match self.visit.screen:
                case OnePosting(posting=shown) | Together(posting=shown):
                    assert shown.id == waiting.posting_id
                case OneClass(held=held):
                    assert held.id == waiting.posting_id
                case other:
                    raise AssertionError(other)
            assert waiting.wish_id in {wish.wish_id for wish in self.visit.wishes}

    @invariant()
    def nobody_takes_more_than_three_or_one_twice(self) -> None:
        postings = [shown.posting.id for shown in self.visit.taken]
        assert len(postings) == len(set(postings)) <= MAX_SLIPS
        assert self.visit.slots_held == sum(shown.people for shown in self.visit.taken) <= MOST_SLOTS
        if isinstance(self.visit.screen, SlipShown):
            assert self.visit.screen.slip in [shown.slip for shown in self.visit.taken]
        classes = [shown.held.id for shown in self.visit.seats]
        assert len(classes) == len(set(classes)) <= MAX_SLIPS
        if isinstance(self.visit.screen, SeatShown):
            assert self.visit.screen.seat in [shown.seat for shown in self.visit.seats]

    @invariant()
    def no_slot_is_lost(self) -> None:
        """Every slot is held by a slip that somebody has, or will get, or that is being given back."""
        on_the_way = {event.slip.id for event in self.answers if isinstance(event, was.SlipIssued)}
        given_back = {request.slip_id for request in self.requests if isinstance(request, do.CancelSlip)}
        in_hand = {shown.slip.id for shown in self.visit.taken}
        assert self.station.held <= on_the_way | given_back | in_hand | self.carried
        assert in_hand | self.carried <= self.station.held
        assert not given_back & (in_hand | self.carried)

    @invariant()
    def no_seat_is_lost(self) -> None:
        """As no slot is."""
        on_the_way = {event.seat.id for event in self.answers if isinstance(event, was.SeatTaken)}
        given_back = {request.seat_id for request in self.requests if isinstance(request, do.GiveSeatBack)}
        in_hand = {shown.seat.id for shown in self.visit.seats}
        assert self.station.seated <= on_the_way | given_back | in_hand | self.seats_carried
        assert in_hand | self.seats_carried <= self.station.seated
        assert not given_back & (in_hand | self.seats_carried)

    @invariant()
    def no_card_is_lost(self) -> None:
        """Every card was tried, or waits until the slip before it is out of the way."""
        assert self.scanned == self.tried | set(self.visit.cards)
        assert not self.visit.cards or is_taking_a_slip(self.visit)

    @invariant()
    def only_the_screen_that_asks_waits_to_be_signed_in(self) -> None:
        match self.visit.signing_in:
            case ByPhone():
                assert isinstance(self.visit.screen, SignInDigits)
            case ByPictures():
                assert isinstance(self.visit.screen, SignInPictures | SignInZodiac)

    @invariant()
    def what_was_typed_stands_nowhere_but_where_it_is_typed(self) -> None:
        if not isinstance(self.visit.screen, (*SIGNING_IN_SCREENS, Settings, OneSetting)):
            assert not any(isinstance(screen, SIGNING_IN_SCREENS) for screen in self.visit.back)

    @invariant()
    def nobody_is_left_waiting_for_the_warning(self) -> None:
        warn_after = PERSONAL_IDLE_WARNING_S if is_personal(self.visit) else IDLE_WARNING_S
        assert self.visit.idle_s < warn_after + STAY_S

    def teardown(self) -> None:
        """In the end every question is answered, the person goes, and only slips in people's hands hold a slot."""
        if hasattr(self, "visit"):
            self.everything_is_answered()
            self.happen(was.Left())
            assert self.visit == self.journey.start()
            assert self.station.held == self.carried
            assert self.station.seated == self.seats_carried


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=120, stateful_step_count=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
