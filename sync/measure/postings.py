"""A county's postings for measuring: as different as real ones, the same for a seed, some 590 bytes of JSON each."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

from sqlalchemy import select, update

from kiosk.domain.pay import PaidWhen, Pay, PayUnit
from kiosk.domain.posting import Posting, PostingState, Source, Strength
from kiosk.domain.trade import TRADES
from kiosk.store.postings import NewPosting
from sync.central.importing import CENTRAL, CountyShelf, posting_fields
from sync.central.ledger import EVERYBODY, Ledger
from sync.central.slots import SlotBook
from sync.central.store.database import Store, now_ms
from sync.central.store.tables import records, regions
from sync.protocol.canonical import Fields, encode, present
from sync.protocol.kinds import EMPLOYER, POSTING

REGION = "511902"
FIRST_DAY = date(2026, 12, 1)
START_MS = 1_795_536_000_000
EMPLOYERS_SHARE = 10
"""One employer for so many postings."""
SAVED_AT_ONCE = 10_000

FAMILY = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
GIVEN = "".join(chr(letter) for letter in range(0x4E00, 0x4E00 + 2000, 3))
PLACE = "东西南北中新老上下大小河山湖田村镇街路桥口头湾坝塘岭坡沟井庄屯堡店"
KINDS_OF_FIRM = (
    "果业合作社",
    "建筑劳务队",
    "家政服务部",
    "食品加工厂",
    "物流仓储站",
    "餐饮店",
    "种养殖场",
    "装修工程队",
)
NOTES = (
    "请自带手套和水杯",
    "早上有车接送到村口",
    "中午管一顿饭",
    "下雨天顺延",
    "工钱当天结清不拖欠",
    "带身份证登记",
    "不抽烟不喝酒优先",
    "夫妻可以一起来",
    "有经验的优先安排",
    "现场有老师傅带",
)
STARTS = (time(7), time(7, 30), time(8))
ENDS = (time(17), time(17, 30), time(18))
PAID = (PaidWhen.SAME_DAY, PaidWhen.WEEKLY, PaidWhen.AT_END)


def postings(count: int, *, seed: int = 1) -> Iterator[Posting]:
    """Yield `count` postings, of a tenth as many employers; the same seed gives the same ones."""
    rng = random.Random(seed)
    names = [_firm(rng) for _ in range(max(1, count // EMPLOYERS_SHARE))]
    for number in range(count):
        yield posting(rng, names, number)


def posting(rng: random.Random, employers: Sequence[str], number: int) -> Posting:
    """Return one open posting, made in the `number`-th second."""
    trade = rng.choice(TRADES)
    first = FIRST_DAY + timedelta(days=rng.randrange(28))
    return Posting(
        id=uuid7(rng, START_MS + number * 1000 + rng.randrange(1000)),
        trade=trade.id,
        title=f"{rng.choice(trade.aliases[:8])}{rng.randrange(2, 40)}人",
        employer_id="",
        employer_name=rng.choice(employers),
        pay=Pay(amount_minor=rng.randrange(80, 400) * 100, unit=PayUnit.DAY, paid_when=rng.choice(PAID)),
        headcount=rng.randrange(1, 40),
        first_day=first,
        last_day=first + timedelta(days=rng.randrange(1, 30)),
        daily_start=rng.choice(STARTS),
        daily_end=rng.choice(ENDS),
        place=_place(rng),
        region=f"{REGION}{rng.randrange(100, 130)}",
        contact_name=_person(rng),
        contact_phone=f"1{rng.randrange(3, 10)}{rng.randrange(10**9):09d}",
        meals=rng.random() < 0.5,
        strength=rng.choice(list(Strength)),
        note="，".join(rng.sample(NOTES, 2)),
        source=Source.CENTRAL,
        state=PostingState.OPEN,
        expires_at_ms=START_MS + 30 * 86_400_000,
    )


def json_bytes(one: Posting, *, serial: int = 1) -> int:
    """Return how long a posting is as the JSON that a station is told."""
    fields = posting_fields(one, employer_id=str(UUID(int=1)), serial=serial)
    return len(encode({"id": one.id, **present(fields)}).encode())


def fill(store: Store, count: int, *, region: str = REGION, seed: int = 1) -> None:
    """Import `count` postings into a county, just as `yizhan-central import` stores them."""
    shelf, part = CountyShelf(store, region), list[NewPosting]()
    for one in postings(count, seed=seed):
        part.append(NewPosting(posting=one))
        if len(part) == SAVED_AT_ONCE:
            shelf.save_new(part)
            part = []
    if part:
        shelf.save_new(part)


def change_wholly(store: Store, count: int, *, region: str = REGION, seed: int = 2) -> None:
    """Make `count` of a county's postings anew, in all fields but the id; the headcount as far as it can come down."""
    rng = random.Random(seed)
    with store.change() as connection:
        ledger = Ledger(connection, region, [EVERYBODY], now_ms=now_ms())
        book = SlotBook(connection, region, ledger)
        ids = _ids(ledger, POSTING.name)
        employers = _ids(ledger, EMPLOYER.name)
        serial = connection.execute(select(regions.c.serials).where(regions.c.region == region)).scalar_one()
        for id_ in rng.sample(ids, count):
            serial += 1
            one = replace(posting(rng, ["-"], rng.randrange(10**6)), id=id_, verified_by="central")
            fields = dict(posting_fields(one, employer_id=rng.choice(employers), serial=serial))
            fields["verified_at_ms"] = now_ms() - rng.randrange(10**6)
            fields["headcount"] = book.set_headcount(id_, one.headcount, added=0, kiosk=0)
            ledger.change(EVERYBODY, POSTING.name, id_, fields, by=0)
        ledger.write()
        book.write()
        connection.execute(update(regions).where(regions.c.region == region).values(serials=serial))


def change_state(store: Store, count: int, *, region: str = REGION, seed: int = 3) -> None:
    """Pause `count` of a county's postings: one field of each."""
    _change_one_field(store, count, {"state": "paused"}, region=region, seed=seed)


def change_pay(store: Store, count: int, *, region: str = REGION, seed: int = 4) -> None:
    """Give `count` of a county's postings another pay."""
    _change_one_field(store, count, {"pay_minor": 500_00 + seed}, region=region, seed=seed)


def _change_one_field(store: Store, count: int, fields: Fields, *, region: str, seed: int) -> None:
    rng = random.Random(seed)
    with store.change() as connection:
        ledger = Ledger(connection, region, [EVERYBODY], now_ms=now_ms())
        book = SlotBook(connection, region, ledger)
        for id_ in rng.sample(_ids(ledger, POSTING.name), count):
            ledger.change(EVERYBODY, POSTING.name, id_, fields, by=0)
            if "state" in fields:
                book.set_open(id_, True)  # a paused posting keeps its slots: merge.OFFERING_STATES
        ledger.write()
        book.write()


def _ids(ledger: Ledger, kind: str) -> list[str]:
    """Return the ids of central's own living records of one kind, in their order, and have the ledger know them."""
    question = (
        select(records.c.id)
        .where(records.c.region == ledger.region, records.c.owner == EVERYBODY, records.c.kind == kind)
        .where(records.c.maker == CENTRAL, ~records.c.is_gone)
        .order_by(records.c.id)
    )
    return list(ledger.connection.execute(question).scalars())


def uuid7(rng: random.Random, at_ms: int) -> str:
    """Return the UUIDv7 of a moment, with the chance of `rng`."""
    return str(UUID(int=(at_ms << 80) | (7 << 76) | (rng.getrandbits(12) << 64) | (2 << 62) | rng.getrandbits(62)))


def _firm(rng: random.Random) -> str:
    return f"{rng.choice(PLACE)}{rng.choice(GIVEN)}{rng.choice(GIVEN)}{rng.choice(KINDS_OF_FIRM)}"


def _person(rng: random.Random) -> str:
    return rng.choice(FAMILY) + rng.choice(GIVEN) + rng.choice(GIVEN)


def _place(rng: random.Random) -> str:
    town, village = ("".join(rng.choice(PLACE) for _ in range(2)) for _ in range(2))
    return f"{town}镇{village}村{rng.randrange(1, 200)}号"
