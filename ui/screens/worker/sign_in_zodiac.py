"""The twelve animals of the years, for those whose pictures somebody else has too."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kiosk.domain.sign_in_pictures import Zodiac
from kiosk.journeys.events import ZodiacChosen
from ui.screens.worker.twelve import TwelveScreen
from ui.widgets.typesetter import Typesetter


class SignInZodiacScreen(TwelveScreen):
    """One touch on an animal answers."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        choices = [(f"zodiac-{animal}", f"zodiac-{animal}", ZodiacChosen(animal)) for animal in Zodiac]
        super().__init__(typesetter, parent, choices)
