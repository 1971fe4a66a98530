"""What the worker reads and hears of a posting's tools: whose they are, as far as the employer stated it."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.domain.language import Language
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.posting import Posting
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Words
from ui.screens.worker.posting_lines import fact_lines
from ui.screens.worker.spoken import posting_phrases

TODAY = date(2026, 11, 21)


def with_tools(tools_provided: bool | None) -> Posting:
    return Posting(
        id="1",
        trade="mason",
        title="招瓦工",
        employer_id="1",
        employer_name="老王施工队",
        pay=Pay(amount_minor=18_000, unit=PayUnit.DAY),
        headcount=2,
        first_day=TODAY,
        last_day=TODAY,
        place="镇政府旁边",
        contact_phone="13800001234",
        tools_provided=tools_provided,
    )


@pytest.mark.parametrize(
    ("language", "tools_provided", "text"),
    [
        (Language.ZH_CN, True, "工具不用自己带"),
        (Language.ZH_CN, False, "工具要自己带"),
        (Language.EN, True, "Tools are provided"),
        (Language.EN, False, "Bring your own tools"),
    ],
)
def test_whose_tools_are_used_is_shown_and_said(language: Language, tools_provided: bool, text: str) -> None:
    posting, texts = with_tools(tools_provided), Texts(language)
    assert [line.text for line in fact_lines(posting, Words(texts=texts, today=TODAY)) if line.icon == "tools"] == [
        text
    ]
    assert text in posting_phrases(posting, texts, today=TODAY)


@pytest.mark.parametrize("language", Language)
def test_nothing_is_said_of_tools_that_nobody_spoke_of(language: Language) -> None:
    lines = fact_lines(with_tools(None), Words(texts=Texts(language), today=TODAY))
    assert [line for line in lines if line.icon == "tools"] == []
