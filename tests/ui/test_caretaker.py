"""What the kiosk does in quiet moments: clips of what will be said, mending what is found damaged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from kiosk.care.places import Places
from kiosk.domain.language import Language
from kiosk.domain.listing import Today
from kiosk.services import OpenStation, open_station
from kiosk.speech.wording import spoken
from kiosk.store.backups import backups_in
from kiosk.store.postings import NewPosting
from kiosk.store.recovery_code import RecoveryCode
from kiosk.store.wrapped_key import keep_wrapped, wrap
from kiosk.texts.catalogue import Texts
from tests.ui.window import MORNING
from ui.app import Kiosk, Setting
from ui.caretaker import Caretaker
from ui.screens.worker.spoken import fixed_phrases, posting_phrases
from ui.touring import wait_for

pytestmark = pytest.mark.alone


@pytest.fixture
def new_station(tmp_path: Path) -> Places:
    return Places(data=tmp_path / "new" / "data", keys=tmp_path / "new" / "keys")


@pytest.fixture
def tended(qapp: QApplication, new_station: Places, memory: Path) -> Iterator[Kiosk]:
    kiosk = Kiosk(Setting(places=new_station, size_px=QSize(540, 960), panel_mm=(268.0, 476.0), now=lambda: MORNING))
    kiosk.show(windowed=True)
    assert wait_for(lambda: kiosk.is_open)
    yield kiosk
    kiosk.close()


def clips(places: Places) -> int:
    return len(list(places.clips.glob("*.wav")))


def words(phrases: Iterator[str], language: Language) -> set[tuple[Language, str]]:
    return {(language, spoken(phrase, language, today=MORNING.date())) for phrase in phrases}


def test_clips_of_fixed_texts_and_of_a_posting_that_comes_in_are_made_without_a_touch(
    tended: Kiosk, new_station: Places, staff: OpenStation
) -> None:
    fixed = {said for language in Language for said in words(fixed_phrases(Texts(language)), language)}
    assert wait_for(lambda: clips(new_station) >= len(fixed)) or wait_for(lambda: clips(new_station) >= len(fixed))
    posting = staff.find(Today())[0]
    chinese = words(posting_phrases(posting, Texts(Language.ZH_CN), today=MORNING.date()), Language.ZH_CN)
    with open_station(new_station, now=lambda: MORNING) as desk:
        desk.postings.save_new([NewPosting(posting=replace(posting, employer_id=""))])
    assert wait_for(lambda: clips(new_station) >= len(fixed | chinese))


def test_a_round_makes_the_backup_and_puts_it_into_the_one_more_place_beside_the_screen(
    tended: Kiosk, new_station: Places, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    new_station.settings.write_text(f"[backup]\nfolder = '{disk}'\n", "utf-8")
    with open_station(new_station, now=lambda: MORNING) as desk:
        keep_wrapped(new_station.wrapped_key, wrap(desk.database.key, RecoveryCode.new(), made=MORNING))
    caretaker = tended.shell.findChild(Caretaker)
    assert caretaker is not None
    caretaker.go_round()
    assert wait_for(lambda: len(list(disk.glob("yizhan-backup-*"))) == 1)
    assert len(backups_in(new_station.backups)) == 1


def test_every_line_of_card_and_screen_is_prepared(staff: OpenStation) -> None:
    posting = staff.find(Today())[0]
    lines = set(posting_phrases(posting, Texts(Language.ZH_CN), today=staff.today))
    assert {posting.place, posting.title} <= lines
    assert all(lines)
