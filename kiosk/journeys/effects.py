"""What the kiosk is to do next, for somebody else to carry out; each journey's stand in `<journey>_effects.py`.

They are loaded when the first is needed: the first picture needs none, and must not wait for them.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.journeys.every_effect import *
else:
    from kiosk.later import names_of

    __getattr__ = names_of("kiosk.journeys.every_effect", known_as=__name__)
