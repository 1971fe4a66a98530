"""The lessons that come with the program: whole in both languages, short, in plain words, each fact with its source."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest

from kiosk.domain.language import Language
from kiosk.domain.lesson import Lesson, LessonPage
from kiosk.domain.trade import TRADES
from kiosk.lessons.reading import LessonRead, read_lesson
from kiosk.lessons.shelf import SHIPPED, read_in
from kiosk.lessons.stated import STATED
from kiosk.speech.wording import phrases, spoken
from kiosk.texts.catalogue import Texts

WANTED = frozenset(
    {
        *("heights", "heat", "pesticide", "lifting", "agreement", "proof", "unpaid-wages", "injury", "fee-fraud"),
        *("phone-jobs", "small-business", "health", "this-kiosk"),
    }
)
OFFICE_WORDS = (
    *(
        "用人单位",
        "劳动者",
        "依法",
        "依照",
        "应当",
        "予以",
        "相关",
        "有关部门",
        "进行",
        "办理",
        "须",
        "均",
        "上述",
        "其他",
    ),
    *(
        "本人",
        "缴纳",
        "申请",
        "提交",
        "材料",
        "维权",
        "权益",
        "主管部门",
        "及时",
        "确保",
        "严禁",
        "务必",
        "切勿",
        "请勿",
    ),
)
NOT_SPOKEN = ("这儿", "那儿", "哪儿")
OFFICE_ENGLISH = re.compile(r"\b(shall|pursuant|employer|employee|hereby|prior to|in accordance|personnel)\b", re.I)
SOURCES = (SHIPPED / "SOURCES.md").read_text("utf-8")
CITED = re.compile(r"第[一二三四五六七八九十百]+条")
TODAY = date(2026, 11, 28)


@cache
def reads() -> tuple[LessonRead, ...]:
    """Each folder, its pictures looked at as a station's own are."""
    return tuple(read_lesson(one, is_own=True) for one in sorted(SHIPPED.iterdir()) if one.is_dir())


def lessons() -> list[Lesson]:
    return [read.lesson for read in reads() if read.lesson is not None]


def pages() -> list[tuple[str, LessonPage]]:
    return [(f"{lesson.id} {number}", page) for lesson in lessons() for number, page in enumerate(lesson.pages, 1)]


@pytest.mark.parametrize("read", reads(), ids=[one.name for one in sorted(SHIPPED.iterdir()) if one.is_dir()])
def test_nothing_is_wrong_with_any(read: LessonRead) -> None:
    assert [(one.key, one.details) for one in read.mistakes] == []


def test_those_that_people_need_most_are_there() -> None:
    assert {lesson.id for lesson in lessons()} >= WANTED
    assert len(lessons()) == 15
    assert all(5 <= len(lesson.pages) <= 7 for lesson in lessons())


def test_no_two_come_at_the_same_place() -> None:
    orders = [lesson.order for lesson in lessons()]
    assert len(set(orders)) == len(orders)
    assert min(lessons(), key=lambda lesson: lesson.order).id == "this-kiosk"


def test_all_are_there_in_both_languages() -> None:
    assert all(lesson.speaks(language) for lesson in lessons() for language in Language)


@pytest.mark.parametrize(("where", "page"), pages())
def test_a_page_is_told_as_to_a_neighbour(where: str, page: LessonPage) -> None:
    chinese, english = page.text[Language.ZH_CN], page.text[Language.EN]
    assert [word for word in (*OFFICE_WORDS, *NOT_SPOKEN) if word in chinese] == []
    assert OFFICE_ENGLISH.findall(english) == []
    assert len(re.findall("[。！？]", chinese)) <= 3
    assert chinese[-1] in "。！？"
    assert english[-1] in ".!?”"


@pytest.mark.parametrize(("where", "page"), pages())
def test_what_states_a_number_a_phone_or_a_law_says_where_it_stands(where: str, page: LessonPage) -> None:
    if any(STATED.search(words) for words in page.text.values()):
        assert page.sources


@pytest.mark.parametrize(("where", "page"), pages())
def test_every_phone_is_named_in_a_source_of_its_page(where: str, page: LessonPage) -> None:
    phones = re.findall(r"(?<!\d)(?:1[12]\d|12[0-9]{3}|96110)(?!\d)", page.text[Language.ZH_CN])
    assert [phone for phone in phones if not any(phone in source for source in page.sources)] == []


@pytest.mark.parametrize(("where", "page"), pages())
def test_every_source_is_in_the_list_that_a_jurist_goes_through_with_its_articles(where: str, page: LessonPage) -> None:
    rows = [line for line in SOURCES.splitlines() if line.startswith("| ")]
    for source in page.sources:
        name = CITED.split(source)[0].split(" 附录")[0].strip()
        row = next((row for row in rows if row.startswith(f"| {name} |")), None)
        assert row is not None, name
        articles = re.findall(r"第[一二三四五六七八九十百]+条", source)
        assert [article for article in articles if article not in row] == []


def test_the_list_of_sources_names_nothing_that_no_lesson_needs() -> None:
    named = "\n".join(source for _, page in pages() for source in page.sources)
    listed = re.findall(r"^\| ([^|]+) \| [^|]+ \| ([^|]*) \|", SOURCES, re.MULTILINE)[2:]
    assert listed
    assert [name for name, _ in listed if name not in named] == []
    for name, articles in listed:
        cited = {one for source in named.splitlines() if source.startswith(name) for one in CITED.findall(source)}
        assert set(CITED.findall(articles)) == cited, name


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("where", "page"), pages())
def test_a_page_can_be_said(where: str, page: LessonPage, language: Language) -> None:
    said = [spoken(phrase, language, today=TODAY) for phrase in phrases(page.text[language], language)]
    assert all(said)
    assert not re.search(r"\d", " ".join(said))


def test_hotlines_are_said_digit_by_digit() -> None:
    text = "\n".join(page.text[Language.EN] for _, page in pages())
    said = " ".join(spoken(phrase, Language.EN, today=TODAY) for phrase in phrases(text, Language.EN))
    for number in ("one two three three three", "one two three four five", "nine six one one zero", "one one zero"):
        assert number in said


def test_every_letter_is_in_the_fonts_of_the_kiosk() -> None:
    """These hold GB 2312, and the Latin letters and signs."""
    text = "".join(lesson.title[Language.ZH_CN] for lesson in lessons())
    text += "".join(page.text[Language.ZH_CN] for _, page in pages())
    assert text.encode("gb2312")


def test_buttons_are_called_as_they_are_on_the_screen() -> None:
    kiosk = next(lesson for lesson in lessons() if lesson.id == "this-kiosk")
    for language in Language:
        texts = Texts(language)
        known = {texts(key) for key in ("nav-back", "nav-home", "nav-listen", "nav-staff", "posting-want")}
        named = {word for page in kiosk.pages for word in re.findall('[“"]([^”"]+)[”"]', page.text[language])}
        assert len(named) == 4
        assert named <= known


def test_dangerous_trades_have_a_lesson_before_the_work() -> None:
    for trade in ("scaffolder", "spraying", "loading", "road-work", "electrician", "driver"):
        assert any(lesson.is_about(trade) for lesson in lessons()), trade
    assert {trade for lesson in lessons() for trade in lesson.trades} <= {trade.id for trade in TRADES}


def test_the_program_takes_them_without_a_second_look_at_their_pictures() -> None:
    assert [read.lesson.id for read in read_in(SHIPPED, is_own=False) if read.lesson] == [one.id for one in lessons()]
