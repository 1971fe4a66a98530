"""One box for everything: names, Pinyin, phone tails and cards; best first, and fast."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from kiosk.desk.search_keys import keys_for, searches_for
from kiosk.desk.walk_in import WalkIn
from kiosk.domain.card import card_number
from kiosk.domain.person import Consent, Person
from kiosk.domain.region import Region
from kiosk.domain.sign_in_pictures import Zodiac
from kiosk.store.people import PersonStore
from kiosk.store.person_search import PersonSearch
from tests.pieces import quickest

DAY = date(2026, 11, 21)
SEARCHED_S = 0.1
"""So long takes no time that anybody notices."""
IDENTITY = "11010519491231002X"


@pytest.fixture
def register(desk) -> Callable[..., Person]:
    def saved(name: str, **changes: Any) -> Person:
        return desk.people.register(WalkIn(name=name, consent=Consent.GIVEN, **changes), also_new=True).value

    return saved


@pytest.fixture
def visit(station) -> Callable[..., None]:
    def was_here(person: int, day: date) -> None:
        running = (station.database.value("select max(running) from visits where day = ?", (day.isoformat(),)) or 0) + 1
        station.database.execute(
            "insert into visits (id, day, running, person, at_ms, way, version) values (?, ?, ?, ?, 0, 'card', 1)",
            (f"{day}-{running}", day.isoformat(), running, person),
        )

    return was_here


@pytest.fixture
def names(desk) -> Callable[[str], list[str]]:
    return lambda text: [each.name for each in desk.people.search(text)]


@pytest.mark.parametrize(
    "text",
    [
        "wxy", "WXY", "wx", "w", "wangxiuying", "wang xiu ying", "Wangxiu", "ｗｘｙ", "王秀", "王秀英",
        " 王 秀英 ", "秀英", "英", "1234", "34", "13800001234", "138 0000 1234", "+86 138-0000-1234", "１２３４",
        "{card}", "{card_lower}", "{card_bare}", "1", "001", "铜盆镇零工驿站\n{card}\nYZC1:AAAA:BBBB",
        IDENTITY, IDENTITY.lower(),
    ],
)  # fmt: skip
def test_a_person_is_found_by_whatever_is_typed(register, names, text: str) -> None:
    person = register("王秀英", phone="13800001234", identity_number=IDENTITY)
    register("李大山", phone="13900005678")
    card = person.card
    typed = text.format(card=card, card_lower=card.lower(), card_bare=card.replace("-", ""))
    assert names(typed) == ["王秀英"]


@pytest.mark.parametrize(
    "text", ["", " ", "zzz", "9", "4", "0", "陈", "9999", "\0", "\ud800", "%", "_", "*", "' or 1=1 --", "x" * 10_000]
)
def test_what_means_nobody_finds_nobody(register, names, text: str) -> None:
    register("王秀英", phone="13800001234")
    assert names(text) == []


def test_every_reading_of_a_surname_finds_its_people(register, names) -> None:
    for name in ("曾红", "单红", "仇红", "解红", "区红", "查红", "朴红", "尉迟红", "万俟红"):
        register(name)
    for text, name in (
        ("zengh", "曾红"), ("shanh", "单红"), ("qiuh", "仇红"), ("xieh", "解红"), ("ouh", "区红"), ("zhah", "查红"),
        ("piaoh", "朴红"), ("yuchi", "尉迟红"), ("moqi", "万俟红"), ("ych", "尉迟红"), ("mqh", "万俟红"),
    ):  # fmt: skip
        assert names(text) == [name], text


def test_whole_hits_come_first_then_who_was_here_last(register, visit, names) -> None:
    for name in ("王秀", "王秀英", "王秀兰", "王秀芳"):
        register(name)
    visit(1, DAY - timedelta(days=30))
    visit(2, DAY - timedelta(days=9))
    visit(3, DAY - timedelta(days=1))
    assert names("王秀") == ["王秀", "王秀兰", "王秀英", "王秀芳"]
    assert names("wangx") == ["王秀兰", "王秀英", "王秀", "王秀芳"]
    assert names("wx") == ["王秀", "王秀兰", "王秀英", "王秀芳"]


def test_many_matches_are_ranked_like_few(station, register, visit, names) -> None:
    chance = random.Random(3)
    for number in range(40):
        register(f"王{'一二三四五六七八九十'[number % 10]}{'春夏秋冬'[number % 4]}")
    for _ in range(60):
        day = DAY - timedelta(days=chance.randrange(300))
        person = chance.randrange(1, 35)
        if (
            station.database.value("select 1 from visits where day = ? and person = ?", (day.isoformat(), person))
            is None
        ):
            visit(person, day)
    by_visits = PersonSearch(station.database, looked_up=5)
    assert [each.name for each in by_visits.best(searches_for("w"), limit=20)] == names("w")
    without = PersonSearch(station.database, looked_up=5, visits_read=0)
    assert [each.number for each in without.best(searches_for("w"), limit=20)] == list(range(40, 20, -1))


def test_visits_of_a_merged_registration_count(desk, station, register, visit, names) -> None:
    older, other = register("王一"), register("王二")
    lender = register("李三")
    visit(other.number, DAY - timedelta(days=5))
    visit(lender.number, DAY)
    desk.people.merge(older.id, lender.id)
    assert names("王") == ["王一", "王二"]
    assert desk.people.search("王")[0].last_visit == DAY
    by_visits = PersonSearch(station.database, looked_up=0)
    assert [each.name for each in by_visits.best(searches_for("王"), limit=20)] == ["王一", "王二"]


def test_a_summary_shows_what_tells_people_apart(desk, station, register, visit) -> None:
    station.regions.save_all([Region(code="430796101", name="铜盆镇")])
    person = register(
        "王秀英",
        phone="13800001234",
        birth_year=1964,
        region="430796101",
        trades=("mason", "cook"),
        pictures=("sun", "key", "apple"),
    )
    visit(person.number, DAY)
    [found] = desk.people.search("wxy")
    assert (found.id, found.number, found.card, found.name) == (person.id, 1, person.card, "王秀英")
    assert (found.phone_tail, found.birth_year, found.region, found.village) == ("1234", 1964, "430796101", "铜盆镇")
    assert (found.trades, found.pictures) == (("cook", "mason"), ("apple", "key", "sun"))
    assert found.last_visit == DAY


def test_a_list_has_a_limit(desk, register) -> None:
    for _ in range(25):
        register("王秀英")
    assert len(desk.people.search("w")) == 20
    assert len(desk.people.search("w", limit=3)) == 3


def test_people_are_looked_up_by_card_phone_and_pictures(station, register) -> None:
    people = PersonStore(station.database)
    one = register("王", phone="13800001234", birth_year=1964, pictures=("sun", "key", "apple"))
    two = register("李", phone="13900001234")
    assert people.by_card(one.card.lower()) == (one,)
    assert people.by_card("L7-W-00012-0") == people.by_card("\0") == ()
    assert people.by_phone_tail("1234") == (one, two)
    assert people.by_phone_tail("139 0000 1234") == (two,)
    assert people.by_phone_tail("4") == people.by_phone_tail("") == people.by_phone_tail("x") == ()
    assert people.by_pictures(("apple", "sun", "key"), Zodiac.DRAGON) == (one,)


@pytest.mark.alone
def test_a_search_among_five_thousand_people_takes_no_time_that_anybody_notices(station, desk) -> None:
    chance, store = random.Random(11), PersonStore(station.database)
    surnames, given = "王李张刘陈杨黄赵吴周曾单", "秀英兰桂芳玉华丽红美珍明国建军志强伟平"
    with station.database.transaction():
        for number in range(1, 5001):
            name = chance.choice(surnames) + chance.choice(given) + chance.choice(given)
            person = Person(
                number=number,
                id=f"p{number}",
                card=card_number(prefix="L7", running=number),
                name=name,
                phone=f"138{chance.randrange(10**8):08d}",
                registered_by="x",
                counts_as=number,
            )
            store.add(person, keys_for(person))
        station.database.execute_many(
            "insert into visits (id, day, running, person, at_ms, way, version) values (?, ?, ?, ?, 0, 'card', 1)",
            [
                (
                    f"{day}-{running}",
                    (DAY - timedelta(days=day)).isoformat(),
                    running,
                    (day * 97 + running * 31) % 5000 + 1,
                )
                for day in range(100)
                for running in range(1, 41)
            ],
        )

    def searched_s(text: str) -> float:
        begin = time.perf_counter()
        desk.people.search(text)
        return time.perf_counter() - begin

    for text in ("w", "z", "wx", "wang", "王", "秀", "12", "1234", "zengxiuying", "L7-W-00001-7"):
        assert quickest(partial(searched_s, text), bar=SEARCHED_S) < SEARCHED_S, text


@pytest.mark.parametrize(
    ("name", "typed"), [("陈玉珍", "chenyu"), ("林雨", "linyu"), ("吕秀", "lyux"), ("吕秀", "lvxiu")]
)
def test_yu_after_n_and_l_is_found_in_both_spellings(desk, name: str, typed: str) -> None:
    desk.people.register(WalkIn(name=name, consent=Consent.GIVEN))
    assert [found.name for found in desk.people.search(typed)] == [name]
