"""Slips to look at: a usual one and the longest that anybody will write."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

import pytest

from kiosk.domain.language import Language
from kiosk.domain.pay import PaidWhen, Pay, PayUnit
from kiosk.domain.posting import Posting
from kiosk.domain.slip import Slip, slip_number
from kiosk.domain.station import Station
from kiosk.slips.compose import SlipContent, compose
from kiosk.slips.signing import SlipSigner
from kiosk.texts.catalogue import Texts

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

TODAY = date(2025, 11, 21)
LONG_PLACE = (
    "河口镇大桥村三组村委会往东走两百米过了石桥右手边第二个大门王家果园里面靠近水塘的那一片，"
    "门口有一棵很大的老槐树，看不到就打电话，会有人骑摩托车到桥头来接"
)
LONG_PLACE_EN = (
    "Big Bridge Village, group three, two hundred metres east of the village committee, over the stone bridge, "
    "second gate on the right, the orchard beside the pond; ask for Llanfairpwllgwyngyllgogerychwyrndrobwll"
)


@dataclass(frozen=True, kw_only=True)
class SlipCase:
    """What a slip is composed of."""

    slip: Slip
    posting: Posting
    station: Station


def usual_case() -> SlipCase:
    posting = Posting(
        id="0199-posting",
        trade="fruit-picking",
        title="摘苹果",
        employer_id="e",
        employer_name="王家果园",
        pay=Pay(amount_minor=18_000, unit=PayUnit.DAY, paid_when=PaidWhen.SAME_DAY),
        headcount=5,
        first_day=date(2025, 11, 22),
        last_day=date(2025, 11, 25),
        place="河口镇大桥村3组",
        contact_phone="13812345678",
        contact_name="王大姐",
        daily_start=time(6),
        daily_end=time(17, 30),
        transport="5:40镇汽车站上车",
    )
    slip = Slip(
        id="0199-slip",
        number=slip_number(prefix="A1", day=TODAY, running=7),
        posting_id=posting.id,
        wish_id="w",
        issued_at_ms=int(datetime(2025, 11, 21, 5, 5).timestamp() * 1000),
    )
    return SlipCase(slip=slip, posting=posting, station=Station(id="s", name="河口镇零工驿站", phone="0838-5551234"))


def longest_changes(language: Language) -> dict[str, object]:
    """The fields of a posting at the longest that files bring."""
    chinese = language is Language.ZH_CN
    return {
        "pay": Pay(amount_minor=1_234_550, up_to_minor=2_345_650, unit=PayUnit.MONTH, paid_when=PaidWhen.AT_END),
        "first_day": date(2025, 12, 29),
        "last_day": date(2026, 1, 31),
        "place": LONG_PLACE if chinese else LONG_PLACE_EN,
        "transport": LONG_PLACE if chinese else LONG_PLACE_EN,
        "contact_name": "阿卜杜热合曼·买买提艾力·阿不都克里木"
        if chinese
        else "Alexandra Constantinopoulou-Featherstonehaugh",
        "contact_phone": "0838-5551234-80012",
        "daily_start": time(17, 30),
        "daily_end": time(23, 45),
    }


@pytest.fixture(scope="session")
def case() -> SlipCase:
    return usual_case()


@pytest.fixture(scope="session")
def signer() -> SlipSigner:
    return SlipSigner(bytes(range(32)))


@pytest.fixture(scope="session")
def slip_of(signer: SlipSigner) -> Callable[..., SlipContent]:
    """`slip_of(language, longest=True)`: what stands on such a slip; the longest is for a party."""
    from dataclasses import replace

    def made(
        language: Language = Language.ZH_CN,
        *,
        longest: bool = False,
        station_name: str = "",
        worker_name: str = "",
        people: int = 0,
        **changes: object,
    ) -> SlipContent:
        base = usual_case()
        fields = (longest_changes(language) if longest else {}) | changes
        station = replace(base.station, name=station_name) if station_name else base.station
        if longest and not station_name:
            station = replace(
                station, name="河口镇人民政府零工驿站（便民服务中心一楼大厅）", phone="0838-5551234-80012"
            )
        posting = replace(base.posting, **fields)  # type: ignore[arg-type]  # named fields of any type
        texts = Texts(language)
        people = people or (6 if longest else 1)
        return compose(
            base.slip, posting, station, texts, signer=signer, today=TODAY, worker_name=worker_name, people=people
        )

    return made
