"""Signing in at the kiosk: by a card from any screen, by the phone's last digits, or by three pictures."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.sign_in import AskMore, Attempt, ByCard, ByPhone, ByPictures, More, NotFound, SignedIn, Way
from kiosk.domain.sign_in_pictures import PICTURES_CHOSEN, SignInPicture, Zodiac
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys import states as at
from kiosk.journeys.steps import Step, go, tell, way_back
from kiosk.journeys.visit import NoticeKind, Visit, holds_cards

FEWEST_DIGITS, MOST_DIGITS = 4, 11
TRIES = 3
"""After so many attempts that fit nobody the staff are to be asked."""
SIGNED_IN_STAY_S = 20
"""The number goes away by itself, so that the next in line finds Home; any touch gives as long again."""


def acted(visit: Visit, event: was.SignInHand) -> Step:
    """What the visitor's hand, or the scanner, did. What is asked of the store is waited for first."""
    match event:
        case was.SignInWanted():
            if visit.not_known >= TRIES:
                return tell(visit, NoticeKind.ASK_STAFF)
            return go(visit, at.SignIn(), do.Announce())
        case was.CardScanned(text):
            return _scan(visit, text)
        case was.SignInWayChosen(way):
            return _choose_way(visit, way)
        case _:
            return (visit, ()) if visit.signing_in is not None else _entered(visit, event)


def _choose_way(visit: Visit, way: Way) -> Step:
    if not isinstance(visit.screen, at.SignIn):
        return visit, ()
    match way:
        case Way.PHONE:
            return go(visit, at.SignInDigits(), do.Announce())
        case Way.PICTURES:
            return go(visit, at.SignInPictures(), do.Announce())
        case Way.CARD | Way.STAFF:
            return visit, (do.Announce(),)


def _scan(visit: Visit, text: str) -> Step:
    if not text or visit.signing_in == ByCard(text):
        return visit, ()
    if holds_cards(visit):
        return _keep(visit, text), ()
    return _ask(visit, ByCard(text))


def _keep(visit: Visit, text: str) -> Visit:
    return visit if text in visit.cards else replace(visit, cards=(*visit.cards, text))


def _ask(visit: Visit, attempt: Attempt) -> Step:
    return replace(visit, signing_in=attempt, waited_s=0), (do.StopTalking(), do.SignIn(attempt))


def _entered(visit: Visit, event: was.SignInHand) -> Step:
    match event, visit.screen:
        case was.DigitTyped(digit), at.SignInDigits() as screen:
            return _type(visit, screen, digit)
        case was.DigitErased(), at.SignInDigits() as screen:
            digits = screen.digits[:-1]
            return replace(visit, screen=replace(screen, digits=digits)), (do.SayEntered("", len(digits)),)
        case was.DigitsGiven(), at.SignInDigits(digits=digits):
            return (visit, (do.Announce(),)) if len(digits) < FEWEST_DIGITS else _ask(visit, ByPhone(digits))
        case was.PictureTouched(picture), at.SignInPictures(chosen=chosen):
            return _touch(visit, chosen, picture)
        case was.ZodiacChosen(animal), at.SignInZodiac(pictures=pictures):
            return _said(_ask(visit, ByPictures(pictures, Zodiac(animal))), do.SayEntered(animal, 1))
        case _:
            return visit, ()


def _type(visit: Visit, screen: at.SignInDigits, digit: str) -> Step:
    is_digit = len(digit) == 1 and digit in "0123456789"
    if not is_digit or len(screen.digits) >= MOST_DIGITS:
        return visit, ()
    digits = screen.digits + digit
    return replace(visit, screen=replace(screen, digits=digits)), (do.SayEntered(digit, len(digits)),)


def _touch(visit: Visit, chosen: tuple[SignInPicture, ...], picture: SignInPicture) -> Step:
    is_chosen = picture not in chosen
    if not is_chosen:
        now_chosen = tuple(one for one in chosen if one != picture)
    else:
        now_chosen = (*chosen, picture)[:PICTURES_CHOSEN]
    touched = replace(visit, screen=at.SignInPictures(now_chosen))
    entered = do.SayEntered(picture, len(now_chosen), chosen=is_chosen)
    if len(now_chosen) < PICTURES_CHOSEN:
        return touched, (entered,)
    return _said(_ask(touched, ByPictures(tuple(sorted(now_chosen)))), entered)


def _said(step: Step, entered: do.SayEntered) -> Step:
    """What was put in is said while the store is asked; the answer comes over it."""
    visit, effects = step
    return visit, (*effects, entered)


def answer_to(attempt: Attempt, answer: SignedIn | AskMore | NotFound) -> was.SignInAnswer:
    """Return the event that brings the desk's answer to an attempt back to the visit."""
    match answer:
        case SignedIn(running=running, waiting_before=before):
            return was.SignedInAs(attempt, running, before)
        case AskMore(further=further):
            return was.AskedForMore(attempt, further)
        case NotFound():
            return was.NotKnown(attempt)


def answered(visit: Visit, event: was.SignInAnswer) -> Step:
    """Answers are taken only while they are waited for; a late one changes nothing."""
    if visit.signing_in is None or event.attempt != visit.signing_in:
        return visit, ()
    visit = replace(visit, signing_in=None)
    if holds_cards(visit):  # what else is waited for has its own time
        return _keep(visit, event.attempt.text) if isinstance(event.attempt, ByCard) else visit, ()
    visit = replace(visit, waited_s=0)
    match event:
        case was.SignedInAs(_, running, before):
            return _show(visit, at.SignedIn(running, before))
        case was.AskedForMore(attempt, further):
            return _ask_more(visit, attempt, further)
        case was.NotKnown():
            return _not_known(replace(visit, not_known=visit.not_known + 1))
        case was.SignInFailed():
            return tell(_without_pictures(visit), NoticeKind.NOT_READ)


def gave_up(visit: Visit) -> Step:
    """Say that the store does not answer."""
    return (visit, ()) if visit.signing_in is None else answered(visit, was.SignInFailed(visit.signing_in))


def _show(visit: Visit, screen: at.SignedIn) -> Step:
    behind = tuple(each for each in way_back(visit, screen) if not isinstance(each, at.SigningIn))
    shown = replace(visit, screen=screen, back=behind, notice=None, not_known=0, idle_s=0)
    return shown, (do.StopTalking(), do.Announce())


def _ask_more(visit: Visit, attempt: Attempt, further: More) -> Step:
    match further, visit.screen, attempt:
        case More.DIGITS, at.SignInDigits(), _:  # digits stand before those given: a number is typed from its beginning
            return replace(visit, screen=at.SignInDigits(more=True)), (do.StopTalking(), do.Announce())
        case More.DIGITS, _, ByCard():  # another one has a card with the same number
            return go(_emptied(visit), at.SignInDigits(more=True), do.Announce())
        case More.PICTURES, at.SignInDigits(), _:
            return go(_emptied(visit), at.SignInPictures(), do.Announce())
        case More.ZODIAC, at.SignInPictures(), ByPictures(pictures=pictures):
            return go(_emptied(visit), at.SignInZodiac(pictures), do.Announce())
        case _:
            return tell(_left(visit), NoticeKind.ASK_STAFF)


def _not_known(visit: Visit) -> Step:
    if visit.not_known >= TRIES:
        return tell(_left(visit), NoticeKind.ASK_STAFF)
    return tell(_emptied(visit), NoticeKind.NOT_KNOWN)


def _emptied(visit: Visit) -> Visit:
    """Nothing typed or chosen stays, here or on the way back."""
    match visit.screen:
        case at.SignInDigits():
            return replace(visit, screen=at.SignInDigits())
        case _:
            return _without_pictures(visit)


def _without_pictures(visit: Visit) -> Visit:
    return replace(visit, screen=at.SignInPictures()) if isinstance(visit.screen, at.SignInPictures) else visit


def _left(visit: Visit) -> Visit:
    """Back where the person was before they began to sign in."""
    if not isinstance(visit.screen, at.SigningIn):
        return visit
    *behind, screen = (each for each in visit.back if not isinstance(each, at.SigningIn))
    return replace(visit, screen=screen, back=tuple(behind))


def afterwards(before: Visit, step: Step) -> Step:
    """Drop an attempt whose screen is gone, and sign in the cards that waited for a slip to be out of the way.

    That happens even when the person went home from the slip: their number is not shown then, but they are here.
    """
    visit, effects = step
    if before.cards and do.ForgetVisitor() in effects:
        return visit, (*map(_by_card, before.cards), *effects)
    if type(visit.screen) is not type(before.screen) and not isinstance(visit.signing_in, ByCard):
        visit = replace(visit, signing_in=None)
    if visit.cards and not holds_cards(visit):
        effects = (*effects, *map(_by_card, visit.cards))
        visit = replace(visit, cards=(), signing_in=ByCard(visit.cards[-1]), waited_s=0)
    return visit, effects


def _by_card(text: str) -> do.SignIn:
    return do.SignIn(ByCard(text))
