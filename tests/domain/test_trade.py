"""The catalogue of trades: its words tell trades apart, and each trade has its texts."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from kiosk.domain.language import Language
from kiosk.domain.trade import OTHER_TRADE, TRADES, Trade, TradeGroup
from kiosk.texts.catalogue import Texts

LONGEST_LABEL = {Language.ZH_CN: 5, Language.EN: 18}
"""Characters that fit under a picture of 20 mm at the largest text size."""
OCCUPATION_CODE = re.compile(r"\d-\d\d-\d\d-\d\d")
"""Large, middle, small and fine class of the national classification (职业分类大典)."""


@pytest.fixture(params=TRADES, ids=lambda trade: trade.id)
def trade(request: pytest.FixtureRequest) -> Trade:
    return request.param


@pytest.fixture(params=list(Language), scope="module")
def texts(request: pytest.FixtureRequest) -> Texts:
    return Texts(request.param)


def test_at_least_forty_trades_stand_in_at_most_nine_groups() -> None:
    assert len(TRADES) >= 40
    assert {trade.group for trade in TRADES} == set(TradeGroup)
    assert len(TradeGroup) <= 9


def test_no_two_trades_share_an_id_and_other_is_one_of_them() -> None:
    ids = [trade.id for trade in TRADES]
    assert len(set(ids)) == len(ids)
    assert OTHER_TRADE in ids


def test_no_two_trades_share_a_word() -> None:
    words = Counter(word.casefold() for trade in TRADES for word in trade.aliases)
    assert [word for word, uses in words.items() if uses > 1] == []


def test_words_are_written_as_files_write_them(trade: Trade) -> None:
    assert trade.aliases
    assert all(word == word.strip() and len(word) >= 2 for word in trade.aliases)
    assert any(word.isascii() for word in trade.aliases)
    assert any(not word.isascii() for word in trade.aliases)


def test_usual_pay_is_a_range_in_yuan(trade: Trade) -> None:
    lower, upper = trade.usual_day_pay
    assert 50 <= lower < upper <= 1000


def test_an_occupation_code_has_the_form_of_the_national_classification(trade: Trade) -> None:
    assert trade.occupation_code is None or OCCUPATION_CODE.fullmatch(trade.occupation_code)


def test_each_trade_and_group_has_a_short_name_of_its_own(texts: Texts) -> None:
    names = [texts(f"trade-{trade.id}") for trade in TRADES]
    names += [texts(f"trade-group-{group}") for group in TradeGroup]
    assert len(set(names)) == len(names)
    assert [name for name in names if len(name) > LONGEST_LABEL[texts.language]] == []


def test_the_name_on_the_screen_belongs_to_no_other_trade(texts: Texts) -> None:
    """An importer that knows trades by their words and by their names must find one trade for each."""
    owner = {word.casefold(): trade.id for trade in TRADES for word in trade.aliases}
    for trade in TRADES:
        name = texts(f"trade-{trade.id}").casefold()
        assert owner.get(name, trade.id) == trade.id


@pytest.mark.parametrize(
    ("word", "trade_id"),
    [
        ("瓦工", "mason"),
        ("摘果子", "fruit-picking"),
        ("保洁", "building-cleaning"),
        ("护工", "hospital-care"),
        ("养老护理员", "elder-care"),
        ("洗碗工", "dish-washing"),
        ("普工", "assembly-line"),
        ("装卸工", "loading"),
        ("electrician", "electrician"),
        ("security guard", "guard"),
    ],
)
def test_a_common_word_names_its_trade(word: str, trade_id: str) -> None:
    assert [trade.id for trade in TRADES if word in trade.aliases] == [trade_id]
