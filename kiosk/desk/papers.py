"""What the desk puts on paper, composed and signed, ready to be drawn."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.desk.dispatch import Dispatch
from kiosk.desk.room import STAFF, Room, UseCases, may
from kiosk.slips.card import compose_card
from kiosk.slips.compose import SlipContent
from kiosk.slips.document import Document, card_document
from kiosk.slips.signing import SlipSigner
from kiosk.store.people import PersonStore
from kiosk.store.stations import StationStore
from kiosk.texts.catalogue import Texts


class Papers(UseCases):
    """Worker cards and slips, in the language of the texts that are given."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._people = PersonStore(room.database)
        self._dispatch = Dispatch(room)

    @may(*STAFF)
    def card(self, person_id: str, texts: Texts, *, with_name: bool = False) -> Document:
        """The worker card of a person; their name stands on it only if they asked. Raises `UnknownThing`."""
        person = self._people.whole(person_id)
        signer = SlipSigner(StationStore(self.room.database).signing_seed())
        content = compose_card(person, self.room.station, texts, signer, with_name=with_name)
        return card_document(content, language=texts.language)

    @may(*STAFF)
    def slips(self, slip_ids: Sequence[str], texts: Texts, *, with_name: bool = False) -> tuple[SlipContent, ...]:
        """What stands on slips, in the order that is given. Raises `UnknownThing`."""
        return tuple(self._dispatch.slip_content(slip_id, texts, with_name=with_name) for slip_id in slip_ids)
