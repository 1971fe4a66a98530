"""What a disk may hold after a power cut: all that was synced, and of the rest what its kind of loss allows."""

from __future__ import annotations

from random import Random

from tests.power.disk import Disk, Loss
from tests.power.pages import PAGE, SECTOR, DiskFile
from tests.power.recording import Change, Content, Recording, What

TRIES = 200
OLD, NEW = b"o" * 2 * PAGE, b"n" * 2 * PAGE


def after_cuts(*changes: Change, loss: Loss, before: dict[str, Content] | None = None) -> list[dict]:
    """All that was found on the disk after many cuts, each after all of the changes."""
    inodes = {name: 100 + at for at, (name, content) in enumerate((before or {}).items()) if isinstance(content, bytes)}
    recording = Recording(before=before or {}, inodes=inodes, changes=changes)
    disks = (Disk.replayed(recording, until=len(changes), loss=loss) for _ in range(TRIES))
    return [disk.after_cut(Random(seed)) for seed, disk in enumerate(disks)]


def made(name: str, inode: int) -> Change:
    return Change(What.MADE, inode, path=name)


def written(inode: int, data: bytes, at: int = 0) -> Change:
    return Change(What.WRITTEN, inode, at, data=data)


def test_a_program_that_is_killed_loses_nothing() -> None:
    found = after_cuts(made("a", 1), written(1, NEW), loss=Loss.KILLED)
    assert found == [{"a": NEW}] * TRIES


def test_what_was_synced_stays() -> None:
    changes = (made("a", 1), written(1, NEW), Change(What.SYNCED, 1), Change(What.FOLDER_SYNCED))
    for loss in Loss:
        assert after_cuts(*changes, loss=loss) == [{"a": NEW}] * TRIES


def test_a_page_that_was_not_synced_is_old_new_or_torn_between_two_sectors() -> None:
    found = {each["a"] for each in after_cuts(written(100, NEW), loss=Loss.ANY, before={"a": OLD})}
    pages = {content[:PAGE] for content in found if content} | {content[PAGE:] for content in found if content}
    assert {OLD[:PAGE], NEW[:PAGE]} < pages
    for page in pages:
        news = page.count(b"n")
        assert page == b"n" * news + b"o" * (PAGE - news)
        assert news % SECTOR == 0
    assert OLD[:PAGE] + NEW[PAGE:] in found, "pages come to the disk in no order"


def test_behind_the_old_end_of_a_file_there_are_noughts_only_where_anything_may_be_lost() -> None:
    for loss, has_noughts in ((Loss.IN_ORDER, False), (Loss.ANY, True)):
        found = {each["a"] for each in after_cuts(written(100, NEW, at=2 * PAGE), loss=loss, before={"a": OLD})}
        assert any(b"\0" in content for content in found if content) is has_noughts
        assert OLD in found


def test_names_change_in_their_order_or_each_for_itself() -> None:
    changes = (made("a", 1), made("b", 2))
    assert {tuple(each) for each in after_cuts(*changes, loss=Loss.IN_ORDER)} == {(), ("a",), ("a", "b")}
    assert {tuple(each) for each in after_cuts(*changes, loss=Loss.ANY)} == {(), ("a",), ("b",), ("a", "b")}


def test_a_rename_is_made_or_not_made_and_bytes_may_come_later() -> None:
    changes = (made("draft", 1), written(1, NEW), Change(What.RENAMED, path="draft", to="a"))
    before: dict[str, Content] = {"a": OLD}
    for loss in (Loss.IN_ORDER, Loss.ANY):
        found = after_cuts(*changes, loss=loss, before=before)
        assert all("a" in each for each in found)
        assert {"a": b""} in found
        assert {"a": OLD} in found


def test_a_file_is_lost_with_its_folder_whose_name_was_not_synced() -> None:
    changes = (
        Change(What.FOLDER_MADE, path="f"),
        made("f/a", 1),
        Change(What.SYNCED, 1),
        Change(What.FOLDER_SYNCED, path="f"),
    )
    assert {} in after_cuts(*changes, loss=Loss.ANY)
    assert {} not in after_cuts(*changes, loss=Loss.IN_ORDER)
    synced = (*changes, Change(What.FOLDER_SYNCED))
    assert {} not in after_cuts(*synced, loss=Loss.ANY)


def test_a_folder_takes_all_that_is_in_it_along_to_its_new_name() -> None:
    changes = (
        Change(What.FOLDER_MADE, path="draft"),
        made("draft/a", 1),
        written(1, NEW),
        Change(What.SYNCED, 1),
        Change(What.FOLDER_SYNCED, path="draft"),
        Change(What.FOLDER_SYNCED),
        Change(What.RENAMED, path="draft", to="place"),
    )
    for loss in (Loss.IN_ORDER, Loss.ANY):
        found = after_cuts(*changes, loss=loss)
        assert {"draft": None, "draft/a": NEW} in found
        assert {"place": None, "place/a": NEW} in found
        assert {tuple(each) for each in found} == {("draft", "draft/a"), ("place", "place/a")}
    synced = (*changes, Change(What.FOLDER_SYNCED, path="place"))
    assert {"draft": None, "draft/a": NEW} in after_cuts(*synced, loss=Loss.ANY), "its own name is not in it"


def test_a_symbolic_link_is_a_name_like_others() -> None:
    changes = (Change(What.POINTED, path="a", to="b"), Change(What.FOLDER_SYNCED))
    assert after_cuts(*changes, loss=Loss.ANY) == [{"a": "b"}] * TRIES
    assert {} in after_cuts(*changes[:1], loss=Loss.ANY)


def test_what_was_cut_off_does_not_come_back_behind_what_was_written_after() -> None:
    file = DiskFile(kept=OLD, now=bytearray(OLD))
    file.cut(0)
    file.write(0, b"n" * SECTOR)
    for seed in range(TRIES):
        content = file.after_cut(Random(seed), keeps=0.5, grows_in_order=False)
        assert content in (OLD, b"", b"n" * SECTOR, bytes(SECTOR))
