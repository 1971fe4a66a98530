"""The lines in which a posting is shown on cards and on its own screen."""

from __future__ import annotations

from datetime import date

from kiosk.domain.posting import Posting
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import days_line, hours_line, pay_line, readable, trade_name, wanted_line
from ui.screens.screen import Words
from ui.theme import Role
from ui.widgets.face import Line


def card_lines(posting: Posting, words: Words, *, with_trade: bool) -> tuple[Line, ...]:
    """The most important things of a posting: what, how much, when, where; the rest where there is room."""
    texts = words.texts
    what = trade_name(posting, texts) if with_trade else title(posting, texts)
    lines = (
        Line(text=what, role=Role.TITLE),
        pay(posting, texts),
        when(posting, texts, today=words.today, brief=True),
        Line(text=readable(posting.place), icon="place", optional=True),
        Line(text=hours_line(posting, texts), icon="clock", optional=True),
        Line(text=wanted_line(posting, texts), icon="people", optional=True),
    )
    return tuple(line for line in lines if line.text)


def title(posting: Posting, texts: Texts) -> str:
    """What the employer calls the work; the trade's name where that cannot be read."""
    return readable(posting.title) or trade_name(posting, texts)


def pay(posting: Posting, texts: Texts) -> Line:
    """Pay, largest of all."""
    return Line(text=pay_line(posting.pay, texts), role=Role.FIGURE, color="figure")


def when(posting: Posting, texts: Texts, *, today: date, brief: bool = False) -> Line:
    """First and last day."""
    return Line(text=days_line(posting, texts, today=today, brief=brief), icon="calendar")


def fact_lines(posting: Posting, words: Words) -> tuple[Line, ...]:
    """All that a worker asks about a posting, most important first; what nobody stated is not there."""
    texts = words.texts
    facts: list[Line] = [
        when(posting, texts, today=words.today),
        Line(text=hours_line(posting, texts), icon="clock"),
        Line(text=readable(posting.place), icon="place"),
    ]
    if posting.pay.paid_when is not None:
        facts.append(Line(text=texts(f"paid-{posting.pay.paid_when}"), icon="pay"))
    facts.append(Line(text=wanted_line(posting, texts), icon="people"))
    facts.extend(_board(posting, texts))
    facts.extend(_rooms(posting, texts))
    if transport := readable(posting.transport):
        facts.append(Line(text=texts("posting-transport", where=transport), icon="transport"))
    if posting.strength is not None:
        facts.append(Line(text=texts(f"strength-{posting.strength}"), icon=f"strength-{posting.strength}"))
    if posting.tools_provided is not None:
        facts.append(Line(text=texts("posting-tools" if posting.tools_provided else "posting-tools-own"), icon="tools"))
    facts.extend(_demands(posting, texts))
    facts.append(Line(text=readable(posting.employer_name), icon="station"))
    facts.append(Line(text=readable(posting.note), icon="note"))
    return tuple(fact for fact in facts if fact.text)


def _board(posting: Posting, texts: Texts) -> list[Line]:
    if posting.meals and posting.lodging:
        return [Line(text=texts("posting-meals-and-lodging"), icon="meals")]
    if posting.meals:
        return [Line(text=texts("posting-meals"), icon="meals")]
    if posting.lodging:
        return [Line(text=texts("posting-lodging"), icon="lodging")]
    return []


def _rooms(posting: Posting, texts: Texts) -> list[Line]:
    rooms = ((posting.women_facilities, "women"), (posting.men_facilities, "men"))
    return [Line(text=texts(f"posting-{who}"), icon=f"{who}-toilet") for is_there, who in rooms if is_there]


def _demands(posting: Posting, texts: Texts) -> list[Line]:
    demands = []
    match posting.age_from, posting.age_to:
        case None, None:
            pass
        case int() as low, None:
            demands.append(Line(text=texts("posting-age-from", **{"from": low}), icon="age"))
        case None, int() as high:
            demands.append(Line(text=texts("posting-age-to", to=high), icon="age"))
        case low, high:
            demands.append(Line(text=texts("posting-age-from-to", **{"from": low or 0, "to": high or 0}), icon="age"))
    demands.append(Line(text=readable(posting.experience), icon="tools"))
    return demands
