"""Sending: slips for all in one touch, then the paper for them and for the employer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject

from kiosk.desk.dispatch import not_sent_text
from kiosk.desk.room import Done
from kiosk.domain.dispatch import Dispatched, How, NotSent, NotSentWhy
from kiosk.domain.posting import Posting
from kiosk.errors import YizhanError
from ui.screens.desk.dispatch_step import DispatchTopic, NotSentWords
from ui.screens.desk.person_match import posting_title
from ui.screens.desk.screen import DeskScreen, News, PrintWish


class Sending(QObject):
    """Sends for a screen, one dispatch at a time."""

    def __init__(self, screen: DeskScreen) -> None:
        super().__init__(screen)
        self._screen, self._texts = screen, screen.texts
        self.is_busy = False

    def send(
        self,
        posting: Posting,
        *,
        visit_ids: Sequence[str],
        person_ids: Sequence[str],
        names: Mapping[str, str],
        how: How,
        anyway: bool = False,
        then: Callable[[DispatchTopic], None],
    ) -> None:
        """Send them and print; `then` is told what came of it. `names` say who a visit or person is."""
        if self.is_busy:
            return
        self.is_busy = True

        def sent(done: Done[Dispatched]) -> None:
            self.is_busy = False
            dispatched = done.value
            if dispatched.sent:
                words = self._texts(
                    "dispatch-done", count=len(dispatched.sent), what=posting_title(posting, self._texts)
                )
                self._screen.told.emit(News(text=words, undo=done.undo))
                self.print_slips([each.slip.id for each in dispatched.sent])
                self.print_sheet(dispatched.id)
            then(
                DispatchTopic(
                    posting_id=posting.id,
                    dispatch_id=dispatched.id,
                    not_sent=tuple(self._words(each, names) for each in dispatched.not_sent),
                )
            )

        def failed(_: YizhanError) -> bool:
            self.is_busy = False
            return False

        self._screen.ask(
            lambda desk: desk.dispatch.send(
                posting.id, visit_ids=visit_ids, person_ids=person_ids, how=how, anyway=anyway
            ),
            sent,
            failed=failed,
        )

    def print_slips(self, numbers_or_ids: Sequence[str]) -> None:
        """Print these slips."""
        texts, wanted = self._texts, tuple(numbers_or_ids)
        done = texts("dispatch-slips-printed", count=len(wanted))
        self._screen.ask(
            lambda desk: desk.papers.slips(wanted, texts),
            lambda paper: self._screen.prints.emit(PrintWish(paper=paper, done_text=done)),
        )

    def print_sheet(self, dispatch_id: str) -> None:
        """Print the employer's sheet of a dispatch."""
        texts = self._texts
        done = texts("dispatch-sheet-printed")
        self._screen.ask(
            lambda desk: desk.dispatch_desk.document([dispatch_id], texts),
            lambda paper: self._screen.prints.emit(PrintWish(paper=paper, done_text=done)),
        )

    def _words(self, each: NotSent, names: Mapping[str, str]) -> NotSentWords:
        who = names.get(each.visit_id) or names.get(each.person_id) or self._texts("dispatch-no-name")
        return NotSentWords(
            who=who,
            why=not_sent_text(each, self._texts),
            visit_id=each.visit_id,
            person_id=each.person_id,
            can_send_anyway=each.why is NotSentWhy.HOLDS_OTHER,
        )
