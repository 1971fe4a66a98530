"""What stands on a slip, and what never does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date

import pytest

from kiosk.domain.language import Language
from kiosk.domain.pay import Pay, PayUnit
from kiosk.slips.compose import SlipContent, compose
from kiosk.slips.lines import ELLIPSIS, one_line, shortened
from kiosk.slips.plain import slip_text
from kiosk.slips.scanned import PLACE_BYTES
from kiosk.slips.signing import SlipSigner
from kiosk.texts.catalogue import Texts

SlipOf = Callable[..., SlipContent]


def test_a_slip_says_all_that_its_owner_needs(slip_of: SlipOf) -> None:
    content = slip_of()
    assert content.trade == "fruit-picking"
    assert content.pay == "180元/天"
    assert content.paid_when == "当天给钱"
    assert content.days == "明天 11月22日–11月25日"
    assert content.hours == "6:00–17:30"
    assert content.place == "河口镇大桥村3组"
    assert content.transport == "接送：5:40镇汽车站上车"
    assert content.contact == "找王大姐"
    assert content.phone == "138 1234 5678"
    assert content.station_phone == "驿站电话 0838-5551234"
    assert content.wage_line == "工钱没给，打12333"
    assert content.issued_at == "11月21日 5:05 开的单子"


def test_the_scanned_text_has_number_trade_pay_when_where_and_phone_and_no_tomorrow(slip_of: SlipOf) -> None:
    lines = slip_of().qr_text.splitlines()
    assert lines[0].startswith("河口镇零工驿站 A1-1121-007-")
    assert lines[1].endswith(" 180元/天")
    assert lines[2:5] == ["2025年11月22日–25日 6:00–17:30", "河口镇大桥村3组", "王大姐 13812345678"]
    assert lines[5].startswith("YZ1:")
    assert len(lines) == 6


def test_the_scanned_text_is_in_the_language_of_the_slip(slip_of: SlipOf) -> None:
    assert "¥180/day" in slip_of(Language.EN).qr_text
    assert "22–25 November 2025" in slip_of(Language.EN).qr_text


def test_a_partys_slip_says_how_many_go_by_it_on_paper_and_in_the_code(slip_of: SlipOf) -> None:
    content = slip_of(people=3)
    assert content.party_line == "3人一起，都凭这张单子"
    assert content.party_line in slip_text(content)
    assert content.qr_text.splitlines()[0].endswith(f"{content.number} 3人一起")
    assert slip_of(Language.EN, people=6).party_line == "6 people together on this slip"


@pytest.mark.parametrize("language", Language)
def test_the_slip_of_one_alone_says_nothing_of_others(slip_of: SlipOf, language: Language) -> None:
    content = slip_of(language)
    assert content.party_line == ""
    assert content.qr_text.splitlines()[0].endswith(content.number)


def test_days_over_new_year_carry_the_year_they_begin_in(slip_of: SlipOf) -> None:
    text = slip_of(first_day=date(2025, 12, 29), last_day=date(2026, 1, 2)).qr_text
    assert "2025年12月29日–1月2日" in text


def test_the_name_stands_on_a_slip_only_if_the_worker_asked(slip_of: SlipOf) -> None:
    named = slip_of(worker_name="李桂芳")
    assert named.worker_line == "给李桂芳"
    assert "李桂芳" not in named.qr_text
    assert "李桂芳" not in "".join(str(value) for value in asdict(slip_of()).values())


@pytest.mark.parametrize("language", Language)
def test_what_nobody_said_leaves_no_empty_words_behind(slip_of: SlipOf, language: Language) -> None:
    pay = Pay(amount_minor=None, unit=PayUnit.DAY)
    content = slip_of(language, pay=pay, transport="", contact_name="", daily_start=None, daily_end=None)
    assert content.transport == ""
    assert content.paid_when == ""
    assert "王家果园" in content.contact
    assert content.hours
    assert "\n\n" not in content.qr_text


def test_line_ends_and_direction_marks_in_a_posting_cannot_forge_a_line(slip_of: SlipOf) -> None:
    content = slip_of(place="村口\n380元/天\u202e\u2028东头")
    assert content.place == "村口 380元/天 东头"
    assert content.qr_text.splitlines()[3] == "村口 380元/天 东头"


def test_pictures_among_the_letters_leave_no_boxes_on_the_paper(slip_of: SlipOf) -> None:
    content = slip_of(place="东门🍎果园", transport="🚌 村口👍🏽", contact_name="王👷老板")
    assert (content.place, content.contact) == ("东门 果园", "找王 老板")
    assert content.transport.endswith("村口")


def test_the_same_slip_composed_on_another_day_carries_the_same_code(case, signer: SlipSigner) -> None:
    codes = {
        compose(case.slip, case.posting, case.station, Texts(Language.ZH_CN), signer=signer, today=day).qr_text
        for day in (date(2025, 11, 21), date(2025, 11, 22), date(2026, 3, 1))
    }
    assert len(codes) == 1


def test_a_trade_that_this_station_does_not_know_is_named_by_its_title(case, signer: SlipSigner) -> None:
    posting = replace(case.posting, trade="drone-herding", title="放无人机")
    texts = Texts(Language.ZH_CN)
    content = compose(case.slip, posting, case.station, texts, signer=signer, today=date(2025, 11, 21))
    assert content.trade_name == "放无人机"


@pytest.mark.parametrize("text", ["河" * 200, "a" * 500, "é" * 100, "👩‍🌾" * 40, "", " ", "\ud800" * 10])
def test_shortening_keeps_whole_characters_and_says_that_it_cut(text: str) -> None:
    short = shortened(text, most=PLACE_BYTES)
    assert len(short.encode()) <= PLACE_BYTES
    assert short == one_line(text) or short.endswith(ELLIPSIS)


def test_the_text_of_a_slip_has_every_line_of_the_paper(slip_of: SlipOf) -> None:
    content = slip_of(worker_name="李桂芳")
    text = slip_text(content)
    unseen = {"number_label", "trade", "hotline", "qr_text", "qr_hint"}
    for name, value in asdict(content).items():
        assert name in unseen or value in text, name
