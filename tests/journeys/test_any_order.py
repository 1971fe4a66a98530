"""Whatever happens in whatever order: random hands, and a store that answers late, again, not at all or wrongly."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field, replace
from datetime import date

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.domain.complaint import ComplaintKind, Receipt
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
from kiosk.domain.trade import TRADES
from kiosk.domain.training import TrainingClass
from kiosk.domain.work_wish import WishReceipt
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.adjusting import OneSetting, Settings
from kiosk.journeys.attending_states import OneClass, SeatShown
from kiosk.journeys.complaint_states import Say
from kiosk.journeys.signing_in import answer_to
from kiosk.journeys.speaking_states import Speak, Telling
from kiosk.journeys.state import Home, State
from kiosk.journeys.states import OnePosting, SignInDigits, SignInPictures, SignInZodiac, SlipShown
from kiosk.journeys.together import Together
from kiosk.journeys.visit import MAX_SLIPS, MOST_SLOTS, NoticeKind, Visit, holds_cards, is_personal
from kiosk.journeys.wish_states import WishDone, WishPhone, WishReach, WishSay
from kiosk.journeys.worker import IDLE_WARNING_S, PATIENCE_S, PERSONAL_IDLE_WARNING_S, STAY_S, WorkerJourney
from tests.journeys.walking import ALOUD, lesson, message, posting, seat, slip, training

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
            was.HelpWanted(),
            was.Paused(),
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
VOICES = st.sampled_from([was.SpeakingEnded(), was.PlayingWanted(), was.SpeakingAgainWanted(), was.Paused()])
COMPLAINTS = st.one_of(
    st.sampled_from([was.RightsWanted(), was.ComplaintBegun(), was.TradeToldOf("cook"), was.PostingToldOf()]),
    st.sampled_from(ComplaintKind).map(was.HappenedChosen),
    st.sampled_from(POSTINGS).map(was.PostingToldOf),
)
WISHES = st.one_of(
    st.sampled_from([was.WishWanted(), was.WishDayTouched(None), was.WentOn(), was.WentOn()]),
    st.booleans().map(was.WishAgreed),
    st.sampled_from(TRADES[:3]).map(lambda trade: was.WishTradeTouched(trade.id)),
)
ASKING = ("slip", "seat", "complaint", "work wish")
SEAT_ANSWERS = (was.SeatTaken, was.SeatRefused, was.SeatNotSaved)
SIGNING_IN_SCREENS = (SignInDigits, SignInPictures, SignInZodiac)
SAVED_IN_THE_END = (do.CancelSlip, do.GiveSeatBack, do.LetWorkWishGo)
"""What is asked of the store until it is done."""


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
    wishes: dict[str, WishReceipt] = field(default_factory=dict)
    """Work wishes by their token, until they are let go."""

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
            case do.FindLatePostings():
                return was.LatePostingsFound(tuple(map(posting, POSTINGS)))
            case do.HandIn(told):
                due = date(2026, 11, 24)
                return was.ComplaintTaken(
                    told.id, Receipt(complaint_id=told.id, number="n", kind=told.kind, due_day=due)
                )
            case do.KeepWorkWish(token):
                until = date(2026, 12, 21)
                self.wishes[token] = WishReceipt(wish_id=token, number=token, kept_until=until, is_called=True)
                return was.WishKept(token, self.wishes[token])
            case do.LetWorkWishGo(wish_id):
                del self.wishes[wish_id]
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
    """Hands, seconds, answers and faults in any order. `carried` are slips that people went away with.

    `wanted` is for how many people each posting was asked for last; `recorded` and `played` are the voices that the
    microphone takes and the loudspeaker gives now, `handed_in` the id under which a complaint was handed in last, and
    `silent` are those that the store never answers.
    """

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
        self.wishes_carried: set[str] = set()
        self.ids = 0
        self.wanted: dict[str, int] = {}
        self.recorded: str | None = None
        self.played: str | None = None
        self.handed_in: str | None = None
        self.silent: set[str] = set()
        self.keeping_s: Counter[str] = Counter()
        self.warned_s: int | None = None
        self.scanned: set[str] = set()
        self.tried: set[str] = set()

    def happen(self, event: was.Event) -> None:
        before = self.visit
        self.visit, effects = self.journey.advance(before, event)
        self.assert_help_lies_over_what_it_explains(before, event, effects)
        for effect in effects:
            self.listen_and_speak(effect)
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
                case do.FindClasses() | do.FindNotices() | do.GiveSeatBack() | do.FindLatePostings():
                    self.requests.append(effect)
                case do.KeepWorkWish() | do.LetWorkWishGo():
                    self.requests.append(effect)
                case do.HandIn(told):
                    is_spoken = isinstance(before.screen, Say) and before.screen.voice is not None
                    assert is_spoken or told.id == (self.handed_in or told.id), "handed in twice"
                    self.handed_in = told.id
                    self.silent.discard(told.id)
                    self.requests.append(effect)
                case do.PrintReceipt(receipt):
                    self.answers.append(was.ReceiptPrinted(receipt.complaint_id, printed=self.ids % 2 == 0))
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
        self.assert_as_many_as_asked(before, event)
        if not any(isinstance(screen, Telling) for screen in all_of(self.visit)):
            self.handed_in = None
        self.wishes_carried |= numbers_on(before) - numbers_on(self.visit)
        lost = {shown.slip.id for shown in before.taken} - {shown.slip.id for shown in self.visit.taken}
        left = {shown.seat.id for shown in before.seats} - {shown.seat.id for shown in self.visit.seats}
        if do.ForgetVisitor() not in effects:
            assert {do.GiveSeatBack(seat_id) for seat_id in left} <= set(effects), "a seat went without its holder"
            assert {do.CancelSlip(slip_id) for slip_id in lost} <= set(effects), "a slip went away without its holder"

    def listen_and_speak(self, effect: do.Effect) -> None:
        """Nothing is said into an open microphone, nor over a person's own voice."""
        match effect:
            case do.RecordVoice(about):
                assert self.recorded is None
                self.recorded, self.played = about.id, None
            case do.EndVoice(voice_id):
                self.end_of_voice(voice_id, None)
            case do.PlayVoice(voice_id) if self.is_ending(voice_id):
                self.answers.append(was.VoicePlayed(voice_id, was.VoiceTrouble.NOT_ANSWERING))  # it has not ended yet
            case do.PlayVoice(voice_id):
                self.played = voice_id
            case do.HushVoice() | do.DropVoice():
                self.played = None
                if isinstance(effect, do.DropVoice) and effect.told_id == self.recorded:
                    self.recorded = None
            case do.LeaveVoice(told) | do.HandIn(told):
                self.end_of_voice(told.id, None)
            case do.ForgetVisitor():
                self.recorded = self.played = None
            case _ if isinstance(effect, ALOUD):
                assert self.recorded is None, f"{effect} into the microphone"
                assert self.played is None, f"{effect} over a person's own voice"

    def is_ending(self, voice_id: str) -> bool:
        return any(isinstance(answer, was.VoiceEnded) and answer.told_id == voice_id for answer in self.answers)

    def end_of_voice(self, voice_id: str, trouble: was.VoiceTrouble | None) -> None:
        if voice_id == self.recorded:
            self.recorded = None
            self.answers.append(was.VoiceEnded(voice_id, 0 if trouble is was.VoiceTrouble.SILENT else 4000, trouble))

    def assert_help_lies_over_what_it_explains(
        self, before: Visit, event: was.Event, effects: tuple[do.Effect, ...]
    ) -> None:
        if self.visit.is_helped:
            assert before.is_helped or isinstance(event, was.HelpWanted)
            assert type(before.screen) is type(self.visit.screen), "help over a screen that came by itself"
            assert self.visit.notice is None
        if self.visit.is_helped and before.is_helped and not before.screen.is_empty_yet:
            assert do.Announce() not in effects, "what is to be heard is explained instead"

    def assert_as_many_as_asked(self, before: Visit, event: was.Event) -> None:
        if before.waiting_for is None and self.visit.waiting_for is not None:
            match event:
                case was.PeopleChosen(people):
                    self.wanted[self.visit.waiting_for.posting_id] = people
                case was.Wanted():
                    self.wanted[self.visit.waiting_for.posting_id] = 1
        had = {shown.slip.id for shown in before.taken}
        for shown in self.visit.taken:
            assert shown.slip.id in had or shown.people == self.wanted[shown.posting.id], "slips for others than asked"

    def fresh(self) -> str:
        self.ids += 1
        return f"w{self.ids}"

    @rule(event=HANDS)
    def touches(self, event: was.Event) -> None:
        self.happen(event)

    @rule()
    def wants(self) -> None:
        self.happen(was.Wanted(self.fresh()))

    @rule(people=st.integers(0, 7))
    def wants_for_several(self, people: int) -> None:
        self.happen(was.CompanionsWanted())
        self.happen(was.PeopleChosen(people, self.fresh()))

    @rule()
    def wants_a_seat(self) -> None:
        self.happen(was.SeatWanted(self.fresh()))

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
        self.happen(was.DigitsGiven(self.fresh()) if isinstance(event, was.DigitsGiven) else event)

    @rule(event=st.one_of(VOICES, COMPLAINTS, WISHES))
    def tells(self, event: was.Event) -> None:
        self.happen(event)

    @rule()
    def begins_to_speak(self) -> None:
        self.happen(was.SpeakingBegun(self.fresh()))

    @precondition(lambda self: self.recorded)
    @rule(length_ms=st.sampled_from([0, 1000, 5000, 40_000]), is_heard=st.booleans())
    def speaks(self, length_ms: int, is_heard: bool) -> None:
        self.happen(was.VoiceGrew(self.recorded, length_ms, is_heard=is_heard))

    @precondition(lambda self: self.recorded)
    @rule(trouble=st.sampled_from([None, was.VoiceTrouble.SILENT, was.VoiceTrouble.NOT_ANSWERING]))
    def microphone_ends(self, trouble: was.VoiceTrouble | None) -> None:
        self.end_of_voice(self.recorded, trouble)

    @precondition(lambda self: self.played)
    @rule(trouble=st.sampled_from([None, was.VoiceTrouble.NO_LOUDSPEAKER]))
    def voice_was_played(self, trouble: was.VoiceTrouble | None) -> None:
        played, self.played = self.played, None
        self.happen(was.VoicePlayed(played, trouble))

    @rule()
    def gives_a_complaint(self) -> None:
        self.happen(was.ComplaintGiven(self.fresh()))

    @rule(by_phone=st.booleans())
    def leaves_word(self, by_phone: bool) -> None:
        self.happen(was.WishSaid(self.fresh()))
        self.happen(was.WishReachChosen(self.fresh(), by_phone=by_phone))
        for digit in "13812345678":
            self.happen(was.DigitTyped(digit))
        self.happen(was.DigitsGiven(self.fresh()))

    @rule(walk=st.sampled_from(["complaint", "work wish"]), event=st.one_of(VOICES, HANDS))
    def is_disturbed_while_speaking(self, walk: str, event: was.Event) -> None:
        if walk == "complaint":
            self.walks_straight_to_a_complaint(says=True, gives=False)
        else:
            self.walks_straight_to_a_work_wish(says=True, leaves=False)
        self.happen(event)

    @rule(asks=st.sampled_from(ASKING), event=st.sampled_from([was.HelpWanted(), was.SettingsWanted()]))
    def turns_to_something_else_before_the_answer(self, asks: str, event: was.Event) -> None:
        match asks:
            case "slip":
                self.walks_straight_to_a_slip(Today(), "p1", waits=False)
            case "seat":
                self.walks_straight_to_a_seat("c1", waits=False)
            case "complaint":
                self.walks_straight_to_a_complaint(says=False, gives=True)
            case "work wish":
                self.walks_straight_to_a_work_wish(says=False, leaves=True)
        self.happen(event)
        self.everything_is_answered()

    @rule(first=st.integers(1, 3), then=st.integers(1, 3))
    def asks_for_another_number_before_the_answer(self, first: int, then: int) -> None:
        self.walks_straight_to_a_slip(Today(), "p1", waits=True)
        self.happen(was.GaveBack())
        self.everything_is_answered()
        self.wants_for_several(first)
        self.happen(was.WentBack())
        self.wants_for_several(then)

    @rule(back=st.integers(0, 2))
    def gives_a_complaint_again_after_going_back(self, back: int) -> None:
        self.walks_straight_to_a_complaint(says=False, gives=True)
        self.time_passes(PATIENCE_S)
        self.happen(was.NoticeClosed())
        for _ in range(back):
            self.happen(was.WentBack())
        self.happen(was.HappenedChosen(ComplaintKind.FEE_ASKED))
        self.happen(was.PostingToldOf())
        self.gives_a_complaint()

    @rule(says=st.booleans(), gives=st.booleans())
    def walks_straight_to_a_complaint(self, says: bool, gives: bool) -> None:
        for event in (was.RightsWanted(), was.ComplaintBegun(), was.HappenedChosen(ComplaintKind.OTHER)):
            self.happen(event)
        self.happen(was.PostingToldOf())
        if says:
            self.begins_to_speak()
        if gives:
            self.happen(was.SpeakingEnded())
            self.gives_a_complaint()

    @rule(says=st.booleans(), leaves=st.booleans())
    def walks_straight_to_a_work_wish(self, says: bool, leaves: bool) -> None:
        for event in (was.WishWanted(), was.WishAgreed(agrees=True), was.WishTradeTouched(TRADES[0].id)):
            self.happen(event)
        self.happen(was.WentOn())
        self.happen(was.WentOn())
        if says:
            self.begins_to_speak()
        if leaves:
            self.happen(was.SpeakingEnded())
            self.leaves_word(by_phone=says)

    @rule(way=st.sampled_from([Way.PHONE, Way.PICTURES]), shown=st.permutations("123456789"), waits=st.booleans())
    def walks_straight_to_a_number(self, way: Way, shown: list[str], waits: bool) -> None:
        self.happen(was.SignInWanted())
        self.happen(was.SignInWayChosen(way))
        for digit in shown[:5]:
            self.happen(was.DigitTyped(digit))
            self.happen(was.PictureTouched(list(SignInPicture)[int(digit)]))
        self.happen(was.DigitsGiven(self.fresh()))
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

    @precondition(lambda self: self.requests and isinstance(self.requests[0], do.HandIn | do.KeepWorkWish))
    @rule()
    def store_never_answers(self) -> None:
        self.silent.add(kept_id(self.requests.popleft()))

    @precondition(lambda self: self.requests and not isinstance(self.requests[0], SAVED_IN_THE_END))
    @rule()
    def store_fails(self) -> None:
        match self.requests.popleft():
            case do.IssueSlip(_, wish_id):
                self.answers.append(was.WishNotSaved(wish_id))
            case do.TakeSeat(_, wish_id):
                self.answers.append(was.SeatNotSaved(wish_id))
            case do.SignIn(attempt):
                self.answers.append(was.SignInFailed(attempt))
            case do.HandIn(told):
                self.answers.append(was.ComplaintNotTaken(told.id))
            case do.KeepWorkWish(token):
                self.answers.append(was.WishNotKept(token))
            case do.FindLatePostings():
                self.answers.append(was.LatePostingsFound(()))
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
        if isinstance(event, was.WishKept | was.VoiceEnded):
            return  # told once each
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
        kept = kept_on(self.visit.screen)
        self.keeping_s = Counter({kept: self.keeping_s[kept] + 1} if kept else {})
        assert self.keeping_s[kept] < PATIENCE_S, "nobody says that it was not saved"
        if kept_on(before.screen) and not kept and self.visit != self.journey.start():
            assert self.visit.notice is NoticeKind.NOT_SAVED

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
        if any(isinstance(screen, Say) and screen.is_keeping for screen in all_of(self.visit)):
            return  # nothing leads away from a number that is on its way
        visit: Visit = replace(self.visit, notice=None, is_helped=False)
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
            asked = {wish.posting_id: wish for wish in self.visit.wishes}
            assert asked[waiting.posting_id].wish_id in self.unanswered, "nothing brings it its turn"

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
        assert not self.visit.cards or holds_cards(self.visit)

    @invariant()
    def no_work_wish_is_lost(self) -> None:
        """What is kept has its number on a screen, in somebody's hands, or on the way there, or is being let go."""
        on_the_way = {event.token for event in self.answers if isinstance(event, was.WishKept)}
        let_go = {request.wish_id for request in self.requests if isinstance(request, do.LetWorkWishGo)}
        in_hand = numbers_on(self.visit)
        assert set(self.station.wishes) <= on_the_way | let_go | in_hand | self.wishes_carried
        assert in_hand | self.wishes_carried <= set(self.station.wishes)
        assert not let_go & (in_hand | self.wishes_carried)

    @invariant()
    def what_is_being_kept_has_its_answer_on_the_way(self) -> None:
        """Where the store never answers, seconds are counted as soon as the screen is in sight."""
        on_the_way = {kept_id(each) for each in (*self.requests, *self.answers)} | self.silent
        assert {kept_on(screen) for screen in all_of(self.visit)} <= {*on_the_way, ""}

    @invariant()
    def the_microphone_is_open_only_before_whoever_speaks(self) -> None:
        if self.recorded is not None:
            assert isinstance(self.visit.screen, Speak)
            assert self.visit.screen.is_recording
            assert self.visit.notice is None
            assert not self.visit.is_helped

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
            self.everything_is_answered()
            assert set(self.station.wishes) == self.wishes_carried


def all_of(visit: Visit) -> tuple[State, ...]:
    return (*visit.back, visit.screen)


def numbers_on(visit: Visit) -> set[str]:
    """The work wishes whose numbers are shown, or stand behind what is shown."""
    return {screen.receipt.wish_id for screen in all_of(visit) if isinstance(screen, WishDone)}


def kept_on(screen: State) -> str:
    """By what a screen knows the answer to what is being kept; empty where nothing is."""
    match screen:
        case Say(given=kept) | WishSay(token=kept) | WishReach(token=kept) | WishPhone(token=kept):
            return kept
        case _:
            return ""


def kept_id(asked_or_answered: do.Effect | was.Event) -> str:
    """By what a screen knows the answer to what is being kept; empty where it is about anything else."""
    match asked_or_answered:
        case do.HandIn(told):
            return told.id
        case do.KeepWorkWish(token) | was.WishKept(token) | was.WishNotKept(token):
            return token
        case was.ComplaintTaken(told_id) | was.ComplaintNotTaken(told_id):
            return told_id
        case _:
            return ""


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=120, stateful_step_count=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
