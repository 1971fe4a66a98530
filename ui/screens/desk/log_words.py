"""A line of the log in words: whom and what it is about, and what was done in figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kiosk.domain.log_entry import Detail, LogEntry, Subject, SubjectKind
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import amount_text
from ui.screens.desk.postings_words import short

BETWEEN = " · "
NAMED = {
    "way": "arrived-by-",
    "consent": "export-consent-",
    "result": "result-",
    "paid": "wages-",
    "role": "role-",
    "what": "log-did-",
    "how": "log-how-",
    "kind": "complaint-kind-",
    "state": "complaint-state-",
    "reason": "forget-reason-",
    "wish": "work-wish-is-",
    "before": "posting-state-",
    "after": "posting-state-",
}
"""Details whose value is one of a few, and what the keys of their words begin with."""
MONEY = frozenset({"paid_minor", "agreed_minor"})
FLAGS = frozenset({"by_itself", "again", "given"})
COME_IN = frozenset({"logged-in", "head-made"})
NOT_TOLD = frozenset({
    "recording", "move", "visit", "posting", "other", "survivor", "person", "copied", "half_days",
})  # fmt: skip
"""Ids, which are told by what they stand for or not at all (a visit may be nobody's); days are told at the outcome."""
MOST_BYTES = 60


def acted_by(entry: LogEntry) -> str:
    """Return the id of whoever did it; who has just given the right PIN was nobody until then."""
    return entry.subject if entry.action in COME_IN else entry.staff_id


def about(entry: LogEntry, subjects: Mapping[str, Subject], texts: Texts) -> str:
    """Return whom and what `entry` is about, and its details, as one line; ids are told by what they stand for."""
    ids = dict.fromkeys(str(value) for value in (entry.subject, *entry.details.values()))
    ids.pop(acted_by(entry), None)
    known = [subject_text(subjects[each], texts) for each in ids if each in subjects]
    return BETWEEN.join((*known, *_details(entry, subjects, texts)))


def subject_text(subject: Subject, texts: Texts) -> str:
    """`王秀英`, `登记第12号`, `单子 A-0312-7`."""
    if subject.kind is SubjectKind.PERSON and not subject.name:
        return texts("log-person-numbered", number=str(subject.number))
    return texts(f"log-about-{subject.kind}", name=short(subject.name, most=MOST_BYTES))


def _details(entry: LogEntry, subjects: Mapping[str, Subject], texts: Texts) -> Iterator[str]:
    for key, value in entry.details.items():
        if value is not None and str(value) not in subjects and key not in NOT_TOLD:
            told = _told(key, value, texts)
            if told:
                yield told


def _told(key: str, value: Detail, texts: Texts) -> str:
    if key in FLAGS:
        return texts(f"log-is-{key}") if value else ""
    if key in NAMED and texts.has(f"{NAMED[key]}{value}"):
        named = texts(f"{NAMED[key]}{value}")
        return texts(f"log-told-{key}", value=named) if key in ("before", "after", "what") else named
    if key in MONEY and isinstance(value, int):
        return texts(f"log-told-{key}", value=amount_text(value))
    if key == "fields":
        fields = (f"log-field-{each}" for each in str(value).split())
        return texts("log-told-fields", value=" ".join(texts(each) for each in fields if texts.has(each)))
    return texts(f"log-told-{key}", value=str(value)) if texts.has(f"log-told-{key}") else str(value)
