"""A worker card at the dispatch: whoever it belongs to is signed in if they are not here, and then goes along."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.desk.room import Done
from kiosk.domain.sign_in import AskMore, NotFound, SignedIn
from ui.screens.desk.screen import DeskScreen, News, Scan


def sign_in_by_card(screen: DeskScreen, scan: Scan, then: Callable[[Done[SignedIn]], None]) -> None:
    """Sign in whose card was scanned; `then` tells of it, and is not called where the card is nobody's."""

    def answered(answer: Done[SignedIn] | AskMore | NotFound) -> None:
        match answer:
            case Done():
                then(answer)
            case AskMore():
                screen.told.emit(News(text=screen.texts("arrivals-several-fit")))
            case NotFound():
                screen.told.emit(News(text=screen.texts("arrivals-not-known")))

    screen.ask(lambda desk: desk.arrivals.sign_in_by_card(scan.text), answered)


def tell_card(screen: DeskScreen, done: Done[SignedIn], key: str) -> None:
    """Say what the card did, and first that it signed somebody in; only that is taken back."""
    texts, number = screen.texts, str(done.value.running)
    words = texts(key, number=number)
    came = done.undo is not None
    screen.told.emit(News(text=texts("dispatch-card-came", words=words) if came else words, undo=done.undo))
