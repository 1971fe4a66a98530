"""People in a list, in words: end of the phone, name, age, village, trades by picture, last visit."""

from __future__ import annotations

from datetime import date

from kiosk.domain.identity import masked
from kiosk.domain.person_summary import PersonSummary
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import day_text
from ui.screens.desk.screen import Scan, ScanKind
from ui.widgets.desk.lines import Line

DOT = " · "


def person_line(person: PersonSummary, texts: Texts, *, today: date) -> Line:
    """A person as a row of a list."""
    facts = (
        age_text(person.birth_year, texts, year=today.year),
        person.village,
        texts("people-last", day=last_visit_text(person.last_visit, texts, today=today))
        if person.last_visit
        else texts("people-never"),
    )
    return Line(
        key=person.id,
        lead=person.phone_tail or "—",
        title=person.name,
        below=DOT.join(filter(None, facts)),
        pictures=person.trades,
    )


def not_found_text(scan: Scan, texts: Texts) -> str:
    """That nobody has the card or identity number which was scanned; the latter is masked."""
    if scan.kind is ScanKind.CARD:
        return texts("people-card-unknown", card=scan.value)
    return texts("people-identity-unknown", number=masked(scan.value))


def age_text(birth_year: int | None, texts: Texts, *, year: int) -> str:
    """`58岁`: as old as somebody becomes this year; nothing where nobody knows."""
    return "" if birth_year is None else texts("people-years", age=str(year - birth_year))


def last_visit_text(day: date | None, texts: Texts, *, today: date) -> str:
    """`今天 11月21日`, `11月3日`, `2025年11月3日`, or that there was none."""
    if day is None:
        return texts("people-never")
    text = day_text(day, texts, today=today)
    return text if day.year == today.year else texts("people-day-of-year", day=text, year=str(day.year))
