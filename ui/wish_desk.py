"""The conductor's part for work wishes: kept with what was said, or let go where nobody waits any more."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from kiosk.domain.work_wish import NewWorkWish, WishReceipt
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.speaking_states import Telling
from ui.asking import Ask, desk_of_worker, insist, report
from ui.shell import Shell
from ui.voice_message import VoiceMessages


class WishDesk(QObject):
    """Carries out what the journey of a work wish asks for, but its voice."""

    def __init__(self, *, shell: Shell, ask: Ask, voices: VoiceMessages) -> None:
        super().__init__(shell)
        self._shell, self._ask, self._voices = shell, ask, voices
        shell.effect_wanted.connect(self.carry_out)

    def carry_out(self, effect: do.Effect) -> None:
        """Do one effect; never waits."""
        match effect:
            case do.KeepWorkWish(token, new, spoken_as):
                self._voices.when_ended(spoken_as, lambda: self._keep(token, new, spoken_as))
            case do.LetWorkWishGo(wish_id):
                insist(self, self._ask, lambda station: desk_of_worker(station).work_wishes.let_go(wish_id))

    def _keep(self, token: str, new: NewWorkWish, spoken_as: str) -> None:
        """The whole voice goes with the wish, as often as that is tried: what was kept of it meanwhile goes then."""
        whole = replace(new, voice=self._voices.sound_of(spoken_as))

        def kept(receipt: WishReceipt) -> None:
            """What was kept too late is let go, and the voice with it: whoever tries again gives it again."""
            self._shell.happen(was.WishKept(token, receipt))
            if not self._is_told_still(spoken_as):
                self._voices.settled(spoken_as)

        def failed(error: Exception) -> None:
            self._shell.happen(was.WishNotKept(token))
            report(error)

        self._ask(lambda station: desk_of_worker(station).work_wishes.leave(whole, spoken_as=spoken_as), kept, failed)

    def _is_told_still(self, voice_id: str) -> bool:
        """Whether somebody stands there who has said this and has no number for it yet."""
        visit = self._shell.visit
        telling = [screen for screen in (*visit.back, visit.screen) if isinstance(screen, Telling)]
        return any(screen.voice is not None and screen.voice.id == voice_id for screen in telling)
