"""The people of a morning in the demo county's hall: registered, some of them here, one with a hostile name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.desk.desk import Desk
from kiosk.desk.walk_in import WalkIn
from kiosk.domain.person import Consent, Person
from kiosk.domain.posting import Posting, PostingState, Strength
from kiosk.domain.posting_list import PostingFilter
from kiosk.domain.sign_in_pictures import TRIPLES

NAMES = (
    "王秀英", "李建国", "张桂兰", "刘德明", "陈玉珍", "杨国强", "赵淑芬", "黄大海", "周玉兰", "吴有才",
    "徐志远", "孙小红", "胡春花", "朱长贵", "高凤英", "林家旺", "何三妹", "郭铁柱", "马秀兰", "罗文军",
    "梁水生", "宋菊香", "郑大勇", "谢根发",
)  # fmt: skip
TRADES = (("mason", "site-hand"), ("tea-picking", "weeding", "planting", "fruit-picking", "pruning"), ("cook",), ())
WIDE_NAME = "ｶﾞ王" + "𠮷" * 57
"""Sixty characters, as wide as they come and most of them in no usual font."""
IDENTITY = "33032619590312002X"


@dataclass(frozen=True, slots=True)
class Hall:
    """Who is registered, and whose visits of today there are, in the order of the list."""

    people: tuple[Person, ...]
    visits: tuple[str, ...]


def filled_hall(desk: Desk, *, here: int = 12) -> Hall:
    """Register everybody and sign in the first `here` of them."""
    villages = [region.code for region in desk.people.regions()] or [""]
    people = [desk.people.register(_walk_in(desk, place, villages), also_new=True).value for place in range(len(NAMES))]
    people.append(
        desk.people.register(WalkIn(name=WIDE_NAME, consent=Consent.GIVEN, note="📞 " * 20), also_new=True).value
    )
    visits = [desk.arrivals.sign_in(person.id).value.visit_id for person in people[:here]]
    return Hall(tuple(people), tuple(visits))


def open_postings(desk: Desk, *, at_least: int = 1) -> Sequence[Posting]:
    """Postings that take that many people now, the soonest last day first."""
    page = desk.postings.listing(PostingFilter(states=frozenset({PostingState.OPEN})))
    return [row.posting for row in page.rows if row.posting.slots_left >= at_least]


def _walk_in(desk: Desk, place: int, villages: Sequence[str]) -> WalkIn:
    return WalkIn(
        name=NAMES[place],
        consent=Consent.GIVEN,
        phone="" if place % 5 == 4 else f"139577{place:05d}",
        birth_year=None if place % 7 == 6 else 1958 + place,
        region="" if place % 6 == 5 else villages[place % len(villages)],
        trades=TRADES[place % len(TRADES)],
        strength=list(Strength)[place % 3],
        identity_number=IDENTITY if place == 1 else "",
        note="只上午来" if place == 2 else "",
        pictures=() if place % 3 else tuple(sorted(TRIPLES[place])),
    )
