"""What happened: by the visitor's hand, by the station's answers, by time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.domain.complaint import ComplaintKind, Receipt
from kiosk.domain.filters import NOTHING_CHOSEN, Chosen, Filter, MarkCounts
from kiosk.domain.language import Language
from kiosk.domain.lesson import Lesson
from kiosk.domain.listing import Listing
from kiosk.domain.near import TownNear
from kiosk.domain.notice import Notice
from kiosk.domain.posting import Posting
from kiosk.domain.preferences import Preferences, SettingKind
from kiosk.domain.seat import Seat
from kiosk.domain.sign_in import Attempt, More, Way
from kiosk.domain.sign_in_pictures import SignInPicture, Zodiac
from kiosk.domain.slip import Slip
from kiosk.domain.training import TrainingClass
from kiosk.domain.work_wish import WishReceipt


@dataclass(frozen=True, slots=True)
class TradesWanted:
    """The picture "by trade" was touched."""


@dataclass(frozen=True, slots=True)
class ListingChosen:
    listing: Listing


@dataclass(frozen=True, slots=True)
class ChoosingWanted:
    """The picture "choose" beside a list was touched."""


@dataclass(frozen=True, slots=True)
class MarkTouched:
    """One of the pictures to choose by: chosen, or taken back where it was chosen already."""

    mark: Filter


@dataclass(frozen=True, slots=True)
class ChosenWanted:
    """What was chosen is to be shown."""


@dataclass(frozen=True, slots=True)
class ChosenDropped:
    """Nothing is chosen any more: all of the list is to be shown."""


@dataclass(frozen=True, slots=True)
class NearWanted:
    """The picture "near" was touched."""


@dataclass(frozen=True, slots=True)
class PostingChosen:
    posting_id: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """ "I want this" was touched; `wish_id` is a fresh id that is used only if this posting has no wish yet."""

    wish_id: str


@dataclass(frozen=True, slots=True)
class CompanionsWanted:
    """ "With companions" was touched: several want to go together."""


@dataclass(frozen=True, slots=True)
class PeopleChosen:
    """So many want to go together; `wish_id` as in `Wanted`."""

    people: int
    wish_id: str


@dataclass(frozen=True, slots=True)
class GaveBack:
    """The slip on the screen is not wanted after all."""


@dataclass(frozen=True, slots=True)
class WishWanted:
    """ "I am looking for work" was touched."""


@dataclass(frozen=True, slots=True)
class WishAgreed:
    """Whether somebody lets the station keep what they leave."""

    agrees: bool


@dataclass(frozen=True, slots=True)
class WishTradeTouched:
    """A trade was touched: chosen, or taken back where it was chosen already."""

    trade: str


@dataclass(frozen=True, slots=True)
class WishDayTouched:
    """A day was touched, in the same way; None: any day."""

    day: date | None


@dataclass(frozen=True, slots=True)
class WishReachChosen:
    """By phone, or by coming to ask; `token` is a fresh id, which the answer of the store names."""

    token: str
    by_phone: bool = False


@dataclass(frozen=True, slots=True)
class WentOn:
    """What was to be chosen on a screen is chosen."""


@dataclass(frozen=True, slots=True)
class MoreWanted:
    """The picture "more" was touched."""


@dataclass(frozen=True, slots=True)
class ClassesWanted:
    """The picture "classes" was touched."""


@dataclass(frozen=True, slots=True)
class ClassChosen:
    class_id: str


@dataclass(frozen=True, slots=True)
class SeatWanted:
    """ "I will come" was touched; `wish_id` is a fresh id that is used only if this class has no wish yet."""

    wish_id: str


@dataclass(frozen=True, slots=True)
class SeatGivenBack:
    """The person will not come after all."""


@dataclass(frozen=True, slots=True)
class NoticesWanted:
    """The picture "notices" was touched."""


@dataclass(frozen=True, slots=True)
class NoticeChosen:
    notice_id: str


@dataclass(frozen=True, slots=True)
class SignInWanted:
    """ "I am here" was touched."""


@dataclass(frozen=True, slots=True)
class SignInWayChosen:
    """How to sign in; the card needs no choosing, and says only how to hold it."""

    way: Way


@dataclass(frozen=True, slots=True)
class DigitTyped:
    """A key of the keypad: one of 0 to 9."""

    digit: str


@dataclass(frozen=True, slots=True)
class DigitErased:
    pass


@dataclass(frozen=True, slots=True)
class DigitsGiven:
    """The digits are complete, says the person; `token` is a fresh id, where something is kept then."""

    token: str = ""


@dataclass(frozen=True, slots=True)
class PictureTouched:
    """One of the twelve pictures: chosen, or taken back where it was chosen already."""

    picture: SignInPicture


@dataclass(frozen=True, slots=True)
class ZodiacChosen:
    animal: Zodiac


@dataclass(frozen=True, slots=True)
class CardScanned:
    """The scanner read something, whatever is on the screen."""

    text: str


@dataclass(frozen=True, slots=True)
class RightsWanted:
    """ "My rights" was touched."""


@dataclass(frozen=True, slots=True)
class ComplaintBegun:
    """ "Something happened" was touched."""


@dataclass(frozen=True, slots=True)
class HappenedChosen:
    """The picture of what happened."""

    kind: ComplaintKind


@dataclass(frozen=True, slots=True)
class TradeToldOf:
    """It is about work of this trade."""

    trade: str


@dataclass(frozen=True, slots=True)
class PostingToldOf:
    """It is about this posting, or about that of a slip; both empty where nobody knows, or it is somebody else."""

    posting_id: str = ""
    slip_number: str = ""


@dataclass(frozen=True, slots=True)
class SpeakingBegun:
    """The big round button was touched; `told_id` is a fresh id for what is said now."""

    told_id: str


@dataclass(frozen=True, slots=True)
class SpeakingEnded:
    pass


@dataclass(frozen=True, slots=True)
class PlayingWanted:
    """What was said is to be heard, or, while it is being heard, to fall silent."""


@dataclass(frozen=True, slots=True)
class SpeakingAgainWanted:
    """What was said is thrown away."""


@dataclass(frozen=True, slots=True)
class ComplaintGiven:
    """It is complete, says the person; `told_id` is a fresh id that is used only where nothing was said."""

    told_id: str


@dataclass(frozen=True, slots=True)
class TurnedTo:
    """A page was turned: `first` is the index of the first item to show."""

    first: int


@dataclass(frozen=True, slots=True)
class WentBack:
    pass


@dataclass(frozen=True, slots=True)
class WentHome:
    """Home was touched: what the visitor did is forgotten; the screen goes on looking as they want it."""


@dataclass(frozen=True, slots=True)
class Left:
    """The person is done and goes: the visit ends and all of it is forgotten."""


@dataclass(frozen=True, slots=True)
class ListenedAgain:
    pass


@dataclass(frozen=True, slots=True)
class Paused:
    """ "Pause" was touched, or "go on": the same button, which shows what it would do."""


@dataclass(frozen=True, slots=True)
class HelpWanted:
    """ "What can I do here?" """


@dataclass(frozen=True, slots=True)
class CalledStaff:
    pass


@dataclass(frozen=True, slots=True)
class NoticeClosed:
    """The one button of a notice ("I am here", "all right")."""


@dataclass(frozen=True, slots=True)
class SettingsWanted:
    """ "My settings" was touched."""


@dataclass(frozen=True, slots=True)
class SettingWanted:
    """One of the things that can be set was touched."""

    which: SettingKind


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    language: Language


@dataclass(frozen=True, slots=True)
class PreferencesChosen:
    """A sample was touched: the screen is to look and sound like this."""

    preferences: Preferences


@dataclass(frozen=True, slots=True)
class LessonsWanted:
    """ "Learn" was touched; `about` is the trade before whose work somebody wants to hear, empty for all lessons."""

    about: str = ""


@dataclass(frozen=True, slots=True)
class LessonChosen:
    lesson_id: str


@dataclass(frozen=True, slots=True)
class Touched:
    """Any touch, also one that hits nothing."""


@dataclass(frozen=True, slots=True)
class SecondPassed:
    pass


@dataclass(frozen=True, slots=True)
class TradesFound:
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PostingsFound:
    listing: Listing
    postings: tuple[Posting, ...]
    chosen: Chosen = NOTHING_CHOSEN


@dataclass(frozen=True, slots=True)
class MarksCounted:
    """By what could be chosen of `listing`."""

    listing: Listing
    counts: MarkCounts


@dataclass(frozen=True, slots=True)
class TownsFound:
    """The towns that have work, nearest first."""

    towns: tuple[TownNear, ...]


@dataclass(frozen=True, slots=True)
class PostingFound:
    """The posting on the screen as it stands now; None when nobody may take it any more."""

    posting_id: str
    posting: Posting | None


@dataclass(frozen=True, slots=True)
class LessonsFound:
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True, slots=True)
class StoreChanged:
    """Somebody, here or elsewhere, changed what is on offer."""


@dataclass(frozen=True, slots=True)
class LookupFailed:
    """What the screen waits for could not be read."""


@dataclass(frozen=True, slots=True)
class SlipIssued:
    """`slip` is the lead's where several `people` go by it."""

    wish_id: str
    slip: Slip
    posting: Posting
    people: int = 1


@dataclass(frozen=True, slots=True)
class WishRefused:
    """No slip: every slot is taken (`gone` False) or the posting is no longer on offer (`gone` True).

    `elsewhere`: another kiosk has slots, and was asked for some; the same wish may be tried again. `left`: a party is
    larger than the slots here, of which there are so many.
    """

    wish_id: str
    gone: bool = False
    elsewhere: bool = False
    left: int = 0


@dataclass(frozen=True, slots=True)
class WishNotSaved:
    """The store could not save the slip: nothing is held, and the same wish may be tried again."""

    wish_id: str


@dataclass(frozen=True, slots=True)
class PrintEnded:
    slip_id: str
    printed: bool


@dataclass(frozen=True, slots=True)
class ClassesFound:
    """The classes to come, soonest first, full ones among them."""

    classes: tuple[TrainingClass, ...]


@dataclass(frozen=True, slots=True)
class SeatTaken:
    wish_id: str
    seat: Seat
    held: TrainingClass


@dataclass(frozen=True, slots=True)
class SeatRefused:
    """No seat: every one is taken (`gone` False), or the class is cancelled or over (`gone` True)."""

    wish_id: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class SeatNotSaved:
    """The store could not save the seat: nothing is held, and the same wish may be tried again."""

    wish_id: str


@dataclass(frozen=True, slots=True)
class SeatPrinted:
    """What became of the paper of a seat."""

    seat_id: str
    printed: bool


@dataclass(frozen=True, slots=True)
class NoticesFound:
    """What is to be told today, what ends soonest first."""

    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class SignedInAs:
    """Somebody is signed in, now or earlier today, as number `running`; so many wait before them."""

    attempt: Attempt
    running: int
    waiting_before: int


@dataclass(frozen=True, slots=True)
class AskedForMore:
    """Several people fit the attempt."""

    attempt: Attempt
    further: More


@dataclass(frozen=True, slots=True)
class NotKnown:
    """Nobody fits the attempt."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class SignInFailed:
    """The store could not tell or not save: the same may be tried again."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class LatePostingsFound:
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class VoiceGrew:
    """So much was said until now; the first one tells that one may speak. `is_heard`: something is to be heard."""

    told_id: str
    length_ms: int
    is_heard: bool = True


class VoiceTrouble(StrEnum):
    """Why nothing, or no more, was recorded or played."""

    NO_MICROPHONE = "no-microphone"
    NOT_ANSWERING = "not-answering"
    SILENT = "silent"
    TOO_SHORT = "too-short"
    NO_LOUDSPEAKER = "no-loudspeaker"


@dataclass(frozen=True, slots=True)
class VoiceEnded:
    """Nothing more is heard; `length_ms` is 0 where nothing was kept."""

    told_id: str
    length_ms: int
    trouble: VoiceTrouble | None = None


@dataclass(frozen=True, slots=True)
class VoicePlayed:
    """It was heard to its end, or cannot be heard."""

    told_id: str
    trouble: VoiceTrouble | None = None


@dataclass(frozen=True, slots=True)
class ComplaintTaken:
    told_id: str
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class ComplaintNotTaken:
    """The store could not save it: the same may be handed in again."""

    told_id: str


@dataclass(frozen=True, slots=True)
class ReceiptPrinted:
    complaint_id: str
    printed: bool


@dataclass(frozen=True, slots=True)
class WishKept:
    """What somebody left is kept, under its number."""

    token: str
    receipt: WishReceipt


@dataclass(frozen=True, slots=True)
class WishNotKept:
    """It could not be kept: nothing is there, and the same may be tried again."""

    token: str


@dataclass(frozen=True, slots=True)
class BellRang:
    """The staff were rung for; `heard` is False where there is no loudspeaker to ring."""

    heard: bool


@dataclass(frozen=True, slots=True)
class SomethingBroke:
    """A mistake of ours: the visitor is told "one moment" and starts again at Home."""


@dataclass(frozen=True, slots=True)
class StaffCame:
    """The staff take this screen for the desk: the visit before them is over, and nothing more is read aloud."""


LookingHand = TradesWanted | ListingChosen | PostingChosen
LookingAnswer = TradesFound | PostingsFound | PostingFound | LookupFailed
ChoosingHand = ChoosingWanted | MarkTouched | ChosenWanted | ChosenDropped | NearWanted
ChoosingAnswer = MarksCounted | TownsFound
TakingHand = Wanted | CompanionsWanted | PeopleChosen | GaveBack
TakingAnswer = SlipIssued | WishRefused | WishNotSaved | PrintEnded
WishHand = WishWanted | WishAgreed | WishTradeTouched | WishDayTouched | WishReachChosen | WentOn
WishAnswer = WishKept | WishNotKept
AttendingHand = ClassesWanted | ClassChosen | SeatWanted | SeatGivenBack | NoticesWanted | NoticeChosen
AttendingAnswer = ClassesFound | SeatTaken | SeatRefused | SeatNotSaved | SeatPrinted | NoticesFound
SignInHand = (
    SignInWanted
    | SignInWayChosen
    | DigitTyped
    | DigitErased
    | DigitsGiven
    | PictureTouched
    | ZodiacChosen
    | CardScanned
)
SignInAnswer = SignedInAs | AskedForMore | NotKnown | SignInFailed
LearningHand = LessonsWanted | LessonChosen
ComplaintHand = (
    RightsWanted
    | ComplaintBegun
    | HappenedChosen
    | TradeToldOf
    | PostingToldOf
    | SpeakingBegun
    | SpeakingEnded
    | PlayingWanted
    | SpeakingAgainWanted
    | ComplaintGiven
)
ComplaintAnswer = (
    LatePostingsFound | VoiceGrew | VoiceEnded | VoicePlayed | ComplaintTaken | ComplaintNotTaken | ReceiptPrinted
)
SettingsHand = SettingsWanted | SettingWanted | LanguageChosen | PreferencesChosen

Hand = (
    LookingHand
    | ChoosingHand
    | TakingHand
    | WishHand
    | AttendingHand
    | SignInHand
    | SettingsHand
    | LearningHand
    | MoreWanted
    | ComplaintHand
    | TurnedTo
    | Paused
    | HelpWanted
    | WentBack
    | ListenedAgain
    | CalledStaff
    | NoticeClosed
)
"""What the visitor's hand did on a screen; each puts a notice away."""
Answer = (
    LookingAnswer
    | ChoosingAnswer
    | TakingAnswer
    | WishAnswer
    | AttendingAnswer
    | SignInAnswer
    | LessonsFound
    | ComplaintAnswer
    | BellRang
    | StoreChanged
)
"""What the station answered, or told by itself."""
Event = Hand | Answer | WentHome | Left | Touched | SecondPassed | SomethingBroke | StaffCame
