"""Whatever somebody types into any field of the desk is stored exactly, or refused in words; nothing in between."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import time
from typing import Any

import pytest

from kiosk.desk.desk import Desk
from kiosk.desk.fast_posting import FastPosting
from kiosk.desk.vetting_now import NotTaken
from kiosk.desk.walk_in import WalkIn
from kiosk.domain.complaint import ComplaintKind, NewComplaint
from kiosk.domain.language import Language
from kiosk.domain.notice import NewNotice
from kiosk.domain.outcome import Decision, Result
from kiosk.domain.person import Consent
from kiosk.domain.staff import Role
from kiosk.domain.training import NewClass
from kiosk.errors import YizhanError
from kiosk.texts.catalogue import Texts
from tests.desk.conftest import TODAY

HOSTILE = {
    "formula": "=cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd",
    "plus": "+1+1",
    "minus": "-2+3",
    "long": "名" * 10_000,
    "emoji": "👩‍🌾🍎老王",
    "flags": "🇨🇳🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "right to left": "مرحبا שלום",
    "override": "abc\u202etxt.exe",
    "nul": "王\x00秀英",
    "bell": "王\x07秀英",
    "surrogate": "王\ud800秀英",
    "markup": "<b>王</b>&amp;<script>",
    "quote": "'; drop table people; --",
    "wide": "１２３ ＡＢＣ　名",
    "combining": "Z" + "\u0301" * 300,
    "newlines": "一行\n二行\r\n三行",
    "separator": "一\u2028二\u0085三",
    "blank": "\u3000\u200b\ufeff",
}
Try = Callable[[Desk, str], Any]


def person_id(desk: Desk) -> str:
    return desk.people.register(WalkIn(name="周建国", consent=Consent.GIVEN)).value.id


def fast(desk: Desk, **field: str) -> Any:
    form = {
        "trade": "mason", "headcount": "2", "pay": "200元/天", "when": "明天", "place": "镇政府旁边",
        "phone": "13800001234", "employer": "老王施工队", **field,
    }  # fmt: skip
    return desk.postings.take_fast(FastPosting(**form), despite_warnings=True).value  # type: ignore[arg-type]  # texts


def of_class(desk: Desk, **field: str) -> Any:
    form: dict[str, Any] = {
        "title": "电工",
        "day": TODAY,
        "starts": time(9),
        "ends": time(11),
        "place": "站里",
        "seats": 5,
        **field,
    }
    return desk.training.plan(NewClass(**form))


def notice(desk: Desk, **field: str) -> Any:
    form = {"title": "放假", "words": "明天不开门。", **field}
    return desk.notices.save(NewNotice(first_day=TODAY, last_day=TODAY, **form))


def walk_in(desk: Desk, **field: str) -> Any:
    return desk.people.register(WalkIn(**{"name": "周建国", "consent": Consent.GIVEN, **field}))  # type: ignore[arg-type]  # texts


def moved(desk: Desk, words: str) -> Any:
    visit = desk.arrivals.sign_in(person_id(desk))
    assert visit
    return desk.arrivals.move(desk.arrivals.today()[0].visit.id, 1, words)


def decided(desk: Desk, words: str) -> Any:
    posting = fast(desk, when="今天 8点到18点").posting
    slip = desk.dispatch.slip_for(person_id(desk), posting.id).value.sent[0].slip
    return desk.outcomes.decide(slip.id, Decision(result=Result.NOT_HIRED, reason=words))


FIELDS: dict[str, tuple[Try, str]] = {
    "people.name": (lambda desk, words: walk_in(desk, name=words), "select name from people"),
    "people.note": (lambda desk, words: walk_in(desk, note=words), "select note from people"),
    "people.phone": (lambda desk, words: walk_in(desk, phone=words), "select phone from people"),
    "people.region": (lambda desk, words: walk_in(desk, region=words), "select region from people"),
    "people.identity": (lambda desk, words: walk_in(desk, identity_number=words), "select identity_number from people"),
    "postings.place": (lambda desk, words: fast(desk, place=words), "select place from postings"),
    "postings.note": (lambda desk, words: fast(desk, note=words), "select note from postings"),
    "postings.contact": (lambda desk, words: fast(desk, contact=words), "select contact_name from postings"),
    "postings.employer": (lambda desk, words: fast(desk, employer=words), "select name from employers"),
    "employers.name": (lambda desk, words: desk.employers.save(name=words), "select name from employers"),
    "employers.note": (lambda desk, words: desk.employers.save(name="甲", note=words), "select note from employers"),
    "complaints.words": (
        lambda desk, words: desk.complaints.open(NewComplaint(kind=ComplaintKind.OTHER, words=words)),
        "select words from complaints",
    ),
    "classes.title": (lambda desk, words: of_class(desk, title=words), "select title from classes"),
    "classes.place": (lambda desk, words: of_class(desk, place=words), "select place from classes"),
    "classes.teacher": (lambda desk, words: of_class(desk, teacher=words), "select teacher from classes"),
    "classes.note": (lambda desk, words: of_class(desk, note=words), "select note from classes"),
    "notices.title": (lambda desk, words: notice(desk, title=words), "select title from notices"),
    "notices.words": (lambda desk, words: notice(desk, words=words), "select words from notices"),
    "arrivals.reason": (moved, "select reason from arrival_moves"),
    "outcomes.reason": (decided, "select reason from outcomes"),
    "staff.name": (
        lambda desk, words: desk.accounts.add(name=words, role=Role.CLERK, pin="739164"),
        "select name from staff",
    ),
}


def is_invisible(words: str) -> bool:
    """Nothing of it can be seen: it may be kept or count as nothing typed."""
    return all(unicodedata.category(char)[0] in "CZ" for char in words)


def tried(save: Try, desk: Desk, words: str) -> Any:
    """What saving brought; None where it was refused, which can be said in both languages."""
    try:
        return save(desk, words)
    except YizhanError as refusal:
        said = [Texts(language)(refusal.key, **refusal.details) for language in Language]
    assert all(said)
    return None


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("field", FIELDS)
def test_it_is_stored_exactly_or_refused_in_words(at_desk: Callable[..., Desk], field: str, words: str) -> None:
    desk = at_desk(Role.HEAD)
    save, question = FIELDS[field]
    kept = tried(save, desk, words)
    if kept is None:
        return
    if isinstance(kept, NotTaken):
        assert all(problem.sentence(Texts(Language.ZH_CN)) for problem in kept.problems)
        return
    rows = [value for (value,) in desk.room.database.rows(question)]
    exactly = {words, words.strip(), words.replace("\r\n", "\n").strip(), " ".join(words.split())}
    assert exactly & set(rows) or is_invisible(words), (field, rows)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
def test_searching_for_anything_finds_somebody_or_nobody(desk: Desk, words: str) -> None:
    person_id(desk)
    assert isinstance(desk.people.search(words), tuple)
    assert isinstance(desk.employers.search(words), tuple)
    assert desk.arrivals.sign_in_by_card(words)
    assert desk.arrivals.sign_in_by_phone(words)
