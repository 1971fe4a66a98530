"""What is to be done for somebody who leaves word that they look for work."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.work_wish import NewWorkWish


@dataclass(frozen=True, slots=True)
class KeepWorkWish:
    """Keep what somebody leaves who looks for work, with the voice `spoken_as` where they spoke; answered with the same
    `token` by `WishKept` or `WishNotKept`."""

    token: str
    new: NewWorkWish
    spoken_as: str = ""


@dataclass(frozen=True, slots=True)
class LetWorkWishGo:
    """Erase what was kept too late for whoever left it."""

    wish_id: str


WishEffect = KeepWorkWish | LetWorkWishGo
