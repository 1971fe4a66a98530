"""Staff's own recording of a posting or a notice, played where the kiosk would read it aloud."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.journeys.attending_states import OneNotice
from kiosk.journeys.states import OnePosting
from kiosk.journeys.visit import Visit
from ui.shell import Said

SAID_IN_IT = ("posting-what", "posting-fact-", "message-what", "message-words-")
"""The items that a recording stands for, beside the heading; those that say what it is are marked meanwhile."""
WHAT = ("posting-what", "message-what")


def recording_of(visit: Visit) -> str | None:
    """Return the id of the recording of what is read aloud from its beginning; None where a machine's voice speaks."""
    if visit.notice is not None:
        return None
    match visit.screen:
        case OnePosting(posting, first=0):
            return posting.voice or None
        case OneNotice(message, first=0):
            return message.recording_id or None
    return None


def in_staffs_voice(said: Sequence[Said], recording: bytes) -> list[Said]:
    """`said` with the recording in place of what it says itself; the ways on and out come behind it as ever."""
    _, *others = said
    rest = [one for one in others if one.item is None or not one.item.objectName().startswith(SAID_IN_IT)]
    title = next((one.item for one in others if one.item is not None and one.item.objectName() in WHAT), None)
    return [Said("", title, recording), *rest]
