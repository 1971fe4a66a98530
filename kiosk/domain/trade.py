"""The fixed catalogue of trades, each with a picture, in at most nine groups."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TradeGroup(StrEnum):
    FARM = "farm"
    BUILDING = "building"
    FITTING = "fitting"
    FACTORY = "factory"
    LOADING = "loading"
    HOME = "home"
    KITCHEN = "kitchen"
    CLEANING = "cleaning"
    SERVICE = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """`id` is also the name of its picture (`assets/trades/ID.svg`) and of its text (`trade-ID`).

    `aliases` are the words by which files and people name it. `usual_day_pay` is the usual range in yuan for a day's
    work, lower and upper end, against which vetting warns. `occupation_code` is the code of the national
    classification (职业分类大典 2022) where one exists.
    """

    id: str
    group: TradeGroup
    aliases: tuple[str, ...]
    usual_day_pay: tuple[int, int]
    occupation_code: str | None = None
    outdoors: bool = False


TRADES: tuple[Trade, ...] = (
    Trade(id="fruit-picking", group=TradeGroup.FARM, aliases=("采果", "摘果子", "fruit picking"), usual_day_pay=(100, 220), outdoors=True),
    Trade(id="mason", group=TradeGroup.BUILDING, aliases=("瓦工", "砌墙", "mason"), usual_day_pay=(220, 420), outdoors=True),
)
OTHER_TRADE = "other"
