"""The full check finds what is wrong, hurts nobody, and can be stopped."""

from __future__ import annotations

import pytest

from kiosk.store.integrity import check
from kiosk.store.postings import NewPosting, PostingStore
from kiosk.store.slips import SlipStore


@pytest.fixture
def busy(folder, posting, now):
    """An open database with 200 postings and a slip."""
    database = folder.open()
    kept = [posting(note="活" * 100) for _ in range(200)]
    PostingStore(database).save_new([NewPosting(posting=each) for each in kept])
    SlipStore(database).issue(kept[0].id, wish_id="w", now=now)
    return database


def test_a_sound_database_has_no_problems_also_while_it_is_written(folder, busy, posting) -> None:
    with busy.transaction():
        busy.execute("update employers set phone = '1'")
        assert check(folder.database, folder.key) == []


def test_a_torn_page_is_found_wherever_it_is(folder, busy) -> None:
    busy.close()
    pages = folder.database.stat().st_size // 4096
    whole = folder.database.read_bytes()
    for page in range(0, pages, 9):
        torn = page * 4096 + 500
        folder.overwrite(torn, bytes([whole[torn] ^ 0xFF]))
        assert check(folder.database, folder.key), f"page {page + 1}"
        folder.database.write_bytes(whole)
    assert check(folder.database, folder.key) == []


def test_a_slot_count_that_is_not_the_slips_is_found(folder, busy) -> None:
    busy.execute("drop trigger slots_are_the_slips_held")
    busy.execute("update postings set slots_taken = 0")
    assert any("slots" in problem for problem in check(folder.database, folder.key) or [])


def test_a_count_of_offers_that_went_wrong_is_found(folder, busy) -> None:
    busy.execute("update offer_counts set postings = postings + 1")
    assert any("counts" in problem for problem in check(folder.database, folder.key) or [])


def test_a_reference_to_nothing_is_found(folder, busy) -> None:
    busy.execute("pragma foreign_keys = off")
    busy.execute("delete from employers")
    assert any("reference" in problem for problem in check(folder.database, folder.key) or [])


def test_a_database_that_is_not_there_is_a_problem_and_is_not_made(folder) -> None:
    assert check(folder.database, folder.key)
    assert not folder.database.exists()


def test_the_check_can_be_stopped(folder, busy) -> None:
    assert check(folder.database, folder.key, stopped=lambda: True) is None
