"""Devices: the printer, the loudspeaker, the panel and its touch, each with how it is set; a touch leads to the one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kiosk.care.config.sections import LOUDEST, Settings
from ui.screens.desk.screen import DeskScreen, Place
from ui.screens.technician.printer_words import target_words
from ui.screens.technician.tiles import tiles
from ui.widgets.desk.around import fill
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page
from ui.widgets.desk.words import Words

PLACES = (
    (Place.MACHINE_PRINTER, "desk-print"),
    (Place.MACHINE_SOUND, "speaker"),
    (Place.MACHINE_PANEL, "desk-machine-panel"),
    (Place.MACHINE_TOUCH, "hand"),
)


class DevicesScreen(DeskScreen):
    """One large button a device, and below them how each is set."""

    place = Place.MACHINE_DEVICES

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        page = Page(look, "machine-devices-page", self)
        grid, self._buttons = tiles(look, page.content, PLACES, before="devices-to", go=self.go)
        page.column.addLayout(grid)
        self._words = [Words(f"devices-{name}", "", page.content) for name in ("printer", "sound", "panel", "touch")]
        for words in self._words:
            page.column.addWidget(words)
        page.column.addStretch(1)
        fill(self, page)

    def open(self, topic: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        self.ask(lambda desk: desk.machine.settings(), self._show)

    def first_focus(self) -> QWidget:
        return self._buttons[0]

    def _show(self, settings: Settings) -> None:
        texts, size = self.texts, settings.panel.size_mm
        printer, sound, panel, touch = self._words
        is_mapped = settings.panel.touch_matrix is not None
        touch.say(texts("devices-touch-mapped" if is_mapped else "devices-touch-plain"))
        name = target_words(settings.printer.target, texts)
        printer.say(texts("devices-printer", name=name, paper=str(settings.printer.paper_mm)))
        sound.say(texts("devices-sound", step=str(settings.sound.volume), most=str(LOUDEST)))
        if size is None:
            panel.say(texts("devices-panel-unknown"))
        else:
            panel.say(texts("devices-panel", width=str(round(size[0])), height=str(round(size[1]))))
