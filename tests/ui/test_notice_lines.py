"""Until when a notice is true: the day, and its year where it is far away."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kiosk.domain.language import Language
from kiosk.domain.notice import Notice, NoticeSource, NoticeState
from kiosk.speech.wording import spoken
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Words
from ui.screens.worker.notice_lines import until_line

TODAY = date(2026, 11, 21)
NEARNESS = ("today", "tomorrow", "今天", "明天", "后天")


def until(last_day: date) -> Notice:
    return Notice(
        id="1",
        title="冬季用电安全",
        words="人走断电。",
        first_day=TODAY,
        last_day=last_day,
        recording_id=None,
        source=NoticeSource.STATION,
        state=NoticeState.SHOWN,
        made_at_ms=0,
        made_by="",
        version=1,
    )


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("more", [0, 1, 2])
def test_a_notice_that_is_true_for_a_year_is_not_said_to_end_now(language: Language, more: int) -> None:
    last = date(2027, 11, 21) + timedelta(more)
    text = until_line(until(last), Words(texts=Texts(language), today=TODAY))
    assert "2027" in text
    assert not any(word in spoken(text, language, today=TODAY).lower() for word in NEARNESS)


@pytest.mark.parametrize(
    ("language", "last", "text"),
    [
        (Language.ZH_CN, TODAY, "到今天 11月21日为止"),
        (Language.ZH_CN, date(2027, 1, 5), "到1月5日为止"),
        (Language.ZH_CN, date(2027, 11, 21), "到2027年11月21日为止"),
        (Language.EN, date(2027, 1, 5), "Until 5 January"),
        (Language.EN, date(2027, 11, 21), "Until 21 November 2027"),
    ],
)
def test_only_a_day_that_is_far_away_has_its_year(language: Language, last: date, text: str) -> None:
    assert until_line(until(last), Words(texts=Texts(language), today=TODAY)) == text
