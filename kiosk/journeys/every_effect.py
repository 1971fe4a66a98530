"""All of them; `kiosk.journeys.effects` is the name by which they are known."""

from kiosk.journeys.anywhere_effects import *
from kiosk.journeys.attending_effects import *
from kiosk.journeys.complaint_effects import *
from kiosk.journeys.looking_effects import *
from kiosk.journeys.sign_in_effects import *
from kiosk.journeys.taking_effects import *
from kiosk.journeys.voice_effects import *
from kiosk.journeys.wish_effects import *

Effect = (
    LookingEffect
    | TakingEffect
    | WishEffect
    | AttendingEffect
    | SignInEffect
    | VoiceEffect
    | ComplaintEffect
    | AnywhereEffect
)
