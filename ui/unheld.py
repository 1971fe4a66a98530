"""What nobody holds is free again: slips and seats that came to no screen, or that were given back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from kiosk.errors import YizhanError
from kiosk.services import OpenStation
from ui.asking import Ask, insist, report


class Unheld(QObject):
    """The ids of slips, or of seats, that are saved and on no screen yet, or are to be freed and are not yet."""

    def __init__(self, ask: Ask, give_back: Callable[[OpenStation, str], object], parent: QObject) -> None:
        """`give_back` frees one, on the station's thread."""
        super().__init__(parent)
        self._ask, self._give_back = ask, give_back
        self._ids: set[str] = set()

    def add(self, one_id: str) -> None:
        """It is saved; from now on somebody has to show it, or free it."""
        self._ids.add(one_id)

    def is_shown(self, one_id: str) -> None:
        """Somebody holds it."""
        self._ids.discard(one_id)

    def free(self, one_id: str) -> None:
        """Free it, however often it takes: a slot that nobody holds is work that nobody gets."""
        self._ids.add(one_id)
        insist(
            self,
            self._ask,
            lambda station: self._give_back(station, one_id),
            lambda _: self._ids.discard(one_id),
        )

    def free_all(self, station: OpenStation, *, but: set[str]) -> None:
        """Free all `but` those that are seen; on the station's thread, as it closes."""
        for one_id in self._ids - but:
            try:
                self._give_back(station, one_id)
            except YizhanError as error:
                report(error)
