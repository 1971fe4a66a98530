"""Everything that is shown where there is nothing to show, nothing yet, or something went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from kiosk.domain.complaint import ComplaintKind
from kiosk.domain.language import Language
from kiosk.domain.listing import OfTrade, Today
from kiosk.domain.preferences import USUAL
from kiosk.journeys.attending_states import Classes, Notices
from kiosk.journeys.choosing import Choosing, NearMap
from kiosk.journeys.complaint_states import Say
from kiosk.journeys.events import VoiceTrouble
from kiosk.journeys.learning import Lessons
from kiosk.journeys.speaking_states import Speaking
from kiosk.journeys.state import State
from kiosk.journeys.states import Postings, SignIn, Trades
from kiosk.journeys.visit import NoticeKind, Visit
from kiosk.texts.catalogue import Texts
from scripts.design_page.sheet import sheet
from ui.app import PICTURE_FOLDERS
from ui.screens.screen import Words
from ui.screens.worker.slip_picture import SlipPages
from ui.stage import Stage, look_of
from ui.theme import Panel
from ui.widgets.pictures import Pictures

TODAY = date(2026, 11, 25)
SHOWN_WIDTH_PX = 240
PORTRAIT = Panel(width_px=1080, height_px=1920, width_mm=268, height_mm=476)

WAITING: tuple[State, ...] = (
    Trades(), Postings(Today()), Choosing(Today()), NearMap(), Classes(), Notices(), Lessons(),
)  # fmt: skip
NOTHING: tuple[State, ...] = (
    Trades(()), Postings(Today(), ()), Postings(OfTrade("mason"), ()), NearMap(()), Classes(()), Notices(()),
    Lessons(()),
)  # fmt: skip


def visits() -> Iterator[tuple[str, Visit]]:
    """Every such visit by its name: waiting, nothing there, trouble with the voice, and the notices."""
    for state in WAITING:
        yield f"waiting: {_name(state)}", Visit(screen=state)
    for state in NOTHING:
        yield f"nothing: {_name(state)}", Visit(screen=state)
    for trouble in VoiceTrouble:
        speaking = Speaking.NO_MICROPHONE if trouble is VoiceTrouble.NO_MICROPHONE else Speaking.READY
        yield f"voice: {trouble}", Visit(screen=Say(kind=ComplaintKind.INJURY, speaking=speaking, trouble=trouble))
    for kind in NoticeKind:
        yield kind.value.replace("notice-", "notice: "), Visit(screen=SignIn(), notice=kind)


def states_sheet(panel: Panel = PORTRAIT, language: Language = Language.ZH_CN) -> QImage:
    """All of them side by side, each as the panel shows it."""
    pictures = [
        (name, image.scaledToWidth(SHOWN_WIDTH_PX, Qt.TransformationMode.SmoothTransformation))
        for name, image in states(panel, language)
    ]
    return sheet(pictures, columns=7)


def states(panel: Panel, language: Language) -> Iterator[tuple[str, QImage]]:
    """Each of them as `panel` shows it."""
    window, show = stage_of(panel, language)
    for name, visit in visits():
        show(visit)
        image = QImage(window.size(), QImage.Format.Format_RGB32)
        window.render(image)
        yield name, image


def stage_of(panel: Panel, language: Language) -> tuple[QWidget, Callable[[Visit], Stage]]:
    """Return a window, and what shows a visit in it on a stage; nothing happens by itself."""
    window, size = QWidget(), QSize(panel.width_px, panel.height_px)
    window.resize(size)
    stage = Stage(look_of(USUAL, panel), panel, Pictures(PICTURE_FOLDERS), slip_pages=_no_slips, parent=window)
    stage.resize(size)
    words = Words(texts=Texts(language), today=TODAY)

    def show(visit: Visit) -> Stage:
        stage.show_visit(visit, words)
        return stage

    return window, show


def _name(state: State) -> str:
    return type(state).__name__.lower()


def _no_slips() -> SlipPages:
    """None of these screens shows a slip."""
    raise LookupError
