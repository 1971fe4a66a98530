"""Twelve pictures, of which the person touches their three."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kiosk.domain.sign_in_pictures import SignInPicture
from kiosk.journeys.events import PictureTouched
from kiosk.journeys.states import SignInPictures
from ui.screens.worker.twelve import TwelveScreen
from ui.widgets.typesetter import Typesetter


class SignInPicturesScreen(TwelveScreen):
    """Marks those that were touched. Which ones is never said aloud: they are what the person is known by."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        choices = [(f"picture-{one}", f"sign-{one}", PictureTouched(one)) for one in SignInPicture]
        super().__init__(typesetter, parent, choices)

    def chosen(self) -> frozenset[str]:
        assert isinstance(self._state, SignInPictures)
        return frozenset(f"picture-{one}" for one in self._state.chosen)
