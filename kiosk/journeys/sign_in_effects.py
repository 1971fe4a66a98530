"""What is to be done for somebody who signs in."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.sign_in import Attempt
from kiosk.domain.sign_in_pictures import SignInPicture, Zodiac


@dataclass(frozen=True, slots=True)
class SignIn:
    """Try to sign somebody in; answered with the same `attempt` by `SignedInAs`, `AskedForMore`, `NotKnown` or
    `SignInFailed`. Repeating it does no harm."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class SayEntered:
    """Say once what a touch has just put in: a digit, a picture or an animal; "" where the last digit was erased.

    `count` are the digits or pictures that there are now. A picture that was taken back is not `chosen`.
    """

    entered: str | SignInPicture | Zodiac
    count: int
    chosen: bool = True


SignInEffect = SignIn | SayEntered
