"""What the kiosk is to do next, for somebody else to carry out."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.complaint import Receipt
from kiosk.domain.filters import NOTHING_CHOSEN, Chosen
from kiosk.domain.listing import Listing
from kiosk.domain.posting import Posting
from kiosk.domain.seat import Seat
from kiosk.domain.sign_in import Attempt
from kiosk.domain.sign_in_pictures import SignInPicture, Zodiac
from kiosk.domain.slip import Slip
from kiosk.domain.training import TrainingClass
from kiosk.domain.voice import Told
from kiosk.domain.work_wish import NewWorkWish


@dataclass(frozen=True, slots=True)
class FindTrades:
    pass


@dataclass(frozen=True, slots=True)
class FindPostings:
    listing: Listing
    chosen: Chosen = NOTHING_CHOSEN


@dataclass(frozen=True, slots=True)
class CountMarks:
    """Count what of `listing` could be chosen."""

    listing: Listing


@dataclass(frozen=True, slots=True)
class FindTowns:
    """Find the towns that have work, and how far they are."""


@dataclass(frozen=True, slots=True)
class FindPosting:
    posting_id: str


@dataclass(frozen=True, slots=True)
class FindLessons:
    pass


@dataclass(frozen=True, slots=True)
class IssueSlip:
    """Ask for a slip, or for one for each of several `people`."""

    posting_id: str
    wish_id: str
    people: int = 1


@dataclass(frozen=True, slots=True)
class CancelSlip:
    """Give a slip back, and with a lead's the whole party's."""

    slip_id: str


@dataclass(frozen=True, slots=True)
class PrintSlip:
    slip: Slip
    posting: Posting


@dataclass(frozen=True, slots=True)
class KeepWorkWish:
    """Keep what somebody leaves who looks for work; answered with the same `token` by `WishKept` or `WishNotKept`."""

    token: str
    new: NewWorkWish


@dataclass(frozen=True, slots=True)
class LetWorkWishGo:
    """Erase what was kept too late for whoever left it."""

    wish_id: str


@dataclass(frozen=True, slots=True)
class FindClasses:
    pass


@dataclass(frozen=True, slots=True)
class TakeSeat:
    class_id: str
    wish_id: str


@dataclass(frozen=True, slots=True)
class GiveSeatBack:
    seat_id: str


@dataclass(frozen=True, slots=True)
class PrintSeat:
    seat: Seat
    held: TrainingClass


@dataclass(frozen=True, slots=True)
class FindNotices:
    pass


@dataclass(frozen=True, slots=True)
class SignIn:
    """Try to sign somebody in; answered with the same `attempt` by `SignedInAs`, `AskedForMore`, `NotKnown` or
    `SignInFailed`. Repeating it does no harm."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class SayEntered:
    """Say once what a touch has just put in: a digit, a picture or an animal; "" where the last digit was erased.

    `count` are the digits or pictures that there are now. A picture that was taken back is not `chosen`.
    """

    entered: str | SignInPicture | Zodiac
    count: int
    chosen: bool = True


@dataclass(frozen=True, slots=True)
class FindLatePostings:
    """Find what somebody may complain about; answered by `LatePostingsFound`, also where it cannot be read."""


@dataclass(frozen=True, slots=True)
class RecordVoice:
    """Listen to what is said about `told`, and keep it as it comes; answered by `VoiceGrew`, at last `VoiceEnded`."""

    told: Told


@dataclass(frozen=True, slots=True)
class EndVoice:
    """Listen no longer; what was said stays."""

    told_id: str


@dataclass(frozen=True, slots=True)
class PlayVoice:
    """Play what was said; answered by `VoicePlayed`."""

    told_id: str


@dataclass(frozen=True, slots=True)
class HushVoice:
    """Play no longer."""


@dataclass(frozen=True, slots=True)
class DropVoice:
    """Delete what was said."""

    told_id: str


@dataclass(frozen=True, slots=True)
class LeaveVoice:
    """Somebody left: what they said becomes a complaint where it is more than a few words, and is deleted else."""

    told: Told


@dataclass(frozen=True, slots=True)
class HandIn:
    """Take a complaint down; answered by `ComplaintTaken` or `ComplaintNotTaken`. Repeating it does no harm."""

    told: Told


@dataclass(frozen=True, slots=True)
class PrintReceipt:
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Announce:
    """Read the screen (or the notice over it) aloud from its beginning."""


@dataclass(frozen=True, slots=True)
class StopTalking:
    pass


@dataclass(frozen=True, slots=True)
class PauseOrGoOn:
    """Hold the voice, let it go on where it was held, or read the screen where all is silent."""


@dataclass(frozen=True, slots=True)
class RingForStaff:
    pass


@dataclass(frozen=True, slots=True)
class Adjust:
    """Speak as fast and as loud as the visitor's preferences have it."""


@dataclass(frozen=True, slots=True)
class ForgetVisitor:
    """Drop every trace of the visitor: sound, clips, spool, pictures."""


Effect = (
    FindTrades
    | FindPostings
    | CountMarks
    | FindTowns
    | FindPosting
    | FindLessons
    | IssueSlip
    | CancelSlip
    | PrintSlip
    | KeepWorkWish
    | LetWorkWishGo
    | FindClasses
    | TakeSeat
    | GiveSeatBack
    | PrintSeat
    | FindNotices
    | SignIn
    | SayEntered
    | FindLatePostings
    | RecordVoice
    | EndVoice
    | PlayVoice
    | HushVoice
    | DropVoice
    | LeaveVoice
    | HandIn
    | PrintReceipt
    | Announce
    | StopTalking
    | PauseOrGoOn
    | RingForStaff
    | Adjust
    | ForgetVisitor
)
