"""Staff's own recording of a posting, played where the kiosk would read the posting aloud."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.domain.posting import Posting
from kiosk.journeys.states import OnePosting
from kiosk.journeys.visit import Visit
from ui.shell import Said

SAID_IN_IT = ("posting-what", "posting-fact-")
"""The items of a posting that a recording of it stands for, beside the heading."""


def posting_with_voice(visit: Visit) -> Posting | None:
    """The posting that is read aloud from its beginning and has a recording; None where a machine's voice speaks."""
    match visit.screen:
        case OnePosting(posting, first=0) if visit.notice is None and posting.voice:
            return posting
    return None


def in_staffs_voice(said: Sequence[Said], recording: bytes) -> list[Said]:
    """`said` with the recording in place of what it says itself; the ways on and out come behind it as ever."""
    _, *others = said
    rest = [one for one in others if one.item is None or not one.item.objectName().startswith(SAID_IN_IT)]
    title = next((one.item for one in others if one.item is not None and one.item.objectName() == SAID_IN_IT[0]), None)
    return [Said("", title, recording), *rest]
