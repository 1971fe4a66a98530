"""What happened: by the visitor's hand, by the station's answers, by time; each journey's in `<journey>_events.py`.

They are loaded when the first is needed: the first picture needs none, and must not wait for them.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.journeys.every_event import *
else:
    from kiosk.later import names_of

    __getattr__ = names_of("kiosk.journeys.every_event", known_as=__name__)
