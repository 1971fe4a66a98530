"""All of them; `kiosk.journeys.events` is the name by which they are known."""

from kiosk.journeys.anywhere_events import *
from kiosk.journeys.attending_events import *
from kiosk.journeys.choosing_events import *
from kiosk.journeys.complaint_events import *
from kiosk.journeys.learning_events import *
from kiosk.journeys.looking_events import *
from kiosk.journeys.settings_events import *
from kiosk.journeys.sign_in_events import *
from kiosk.journeys.taking_events import *
from kiosk.journeys.voice_events import *
from kiosk.journeys.wish_events import *

Hand = (
    LookingHand
    | ChoosingHand
    | TakingHand
    | WishHand
    | AttendingHand
    | SignInHand
    | LearningHand
    | ComplaintHand
    | VoiceHand
    | SettingsHand
    | AnywhereHand
)
"""What the visitor's hand did on a screen; each puts a notice away."""
Answer = (
    LookingAnswer
    | ChoosingAnswer
    | TakingAnswer
    | WishAnswer
    | AttendingAnswer
    | SignInAnswer
    | LearningAnswer
    | ComplaintAnswer
    | VoiceAnswer
    | AnywhereAnswer
)
"""What the station answered, or told by itself."""
Event = Hand | Answer | VisitEvent
