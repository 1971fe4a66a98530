"""What central says of programs: which one a station may have; the programs themselves are signed by their maker."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sync.protocol.wire import Message

PATH = "/v1/updates"
FIRST_RING, LAST_RING = 1, 9
"""New programs go out by rings: the first one tries them, the last one has them when all others do."""


class UpdateOffer(Message):
    """The `ring` that a station is in, and the `version` that its ring may have; empty for none."""

    ring: Annotated[int, Field(ge=FIRST_RING, le=LAST_RING)]
    version: Annotated[str, Field(max_length=60)]
