"""Only a whole bundle takes a place, and nothing in an archive gets out of it."""

from __future__ import annotations

import os
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.errors import Refused
from kiosk.updating.programs import PROGRAM, Programs, Slot, Waiting
from kiosk.updating.unpacking import unpack
from tests.updating.bundles import FILES, archive, link, sums, whole


@pytest.fixture
def programs(tmp_path: Path) -> Programs:
    return Programs(tmp_path / "programs")


def test_a_whole_bundle_waits_for_its_trial(programs: Programs, tmp_path: Path) -> None:
    waiting = unpack(whole(tmp_path / "new.tar.gz"), programs, version="2.0")
    assert waiting == Waiting(slot=Slot.A, version="2.0") == programs.standing().ready
    assert (programs.place(Slot.A) / PROGRAM).read_bytes() == FILES[PROGRAM]
    assert sorted(path.name for path in programs.folder.iterdir()) == ["a", "state.json"]


def test_the_next_one_takes_the_other_place_and_the_one_after_it_the_first(programs: Programs, tmp_path: Path) -> None:
    for version, slot in (("2.0", Slot.A), ("3.0", Slot.B), ("4.0", Slot.A)):
        waiting = unpack(whole(tmp_path / "new.tar.gz", {**FILES, "v": version.encode()}), programs, version=version)
        assert waiting.slot is slot
        programs.begun(waiting, backup="")
        programs.proved()
    assert (programs.place(Slot.A) / "v").read_bytes() == b"4.0"
    assert (programs.place(Slot.B) / "v").read_bytes() == b"3.0"


def test_links_within_stay_and_every_file_is_read_by_all_and_written_by_its_owner(
    programs: Programs, tmp_path: Path
) -> None:
    files = {**FILES, "SHA256SUMS": sums(FILES)}
    path = archive(tmp_path / "new.tar.gz", files, link("lib/again", f"../{PROGRAM}"), link("also", "lib/again"))
    unpack(path, programs, version="2.0")
    place = programs.place(Slot.A)
    assert (place / "also").read_bytes() == (place / "lib/again").read_bytes() == FILES[PROGRAM]
    assert {each.stat().st_mode & 0o7777 for each in (place / PROGRAM, place / "lib")} == {0o755}


def test_a_mode_that_makes_a_program_another_s_is_left_behind(programs: Programs, tmp_path: Path) -> None:
    files = {**FILES, "more": b""}
    more = tarfile.TarInfo("yizhan/more")
    more.mode, more.uid, more.gid, more.uname = 0o6666, 12345, 12345, "daemon"
    path = archive(tmp_path / "new.tar.gz", {**FILES, "SHA256SUMS": sums(files)}, more)
    unpack(path, programs, version="2.0")
    made = (programs.place(Slot.A) / "more").stat()
    assert (made.st_mode & 0o7777, made.st_uid, made.st_gid) == (0o644, os.getuid(), os.getgid())


Spoil = Callable[[Path], Path]


def without_list(path: Path) -> Path:
    return archive(path, FILES)


def without_program(path: Path) -> Path:
    return whole(path, {name: data for name, data in FILES.items() if name != PROGRAM})


def with_a_changed_file(path: Path) -> Path:
    return archive(path, {**FILES, PROGRAM: b"#!/bin/sh\nrm -rf\n", "SHA256SUMS": sums(FILES)})


def with_a_file_that_is_not_listed(path: Path) -> Path:
    return archive(path, {**FILES, "more": b"", "SHA256SUMS": sums(FILES)})


def with_a_file_that_is_missing(path: Path) -> Path:
    return archive(path, {**FILES, "SHA256SUMS": sums({**FILES, "more": b""})})


def with_a_way_out(path: Path) -> Path:
    info = tarfile.TarInfo("../../outside")
    info.size = 3
    return archive(path, {**FILES, "SHA256SUMS": sums(FILES)}, info)


def with_a_way_out_behind_its_own_folder(path: Path) -> Path:
    return archive(path, {**FILES, "SHA256SUMS": sums(FILES)}, tarfile.TarInfo("yizhan/../../outside"))


def with_an_absolute_name(path: Path) -> Path:
    info = tarfile.TarInfo(str(path.parent / "outside"))
    info.size = 3
    return archive(path, {**FILES, "SHA256SUMS": sums(FILES)}, info)


def with_a_link_out(path: Path) -> Path:
    return archive(path, {**FILES, "SHA256SUMS": sums(FILES)}, link("out", "/etc"))


def with_a_link_to_a_neighbour(path: Path) -> Path:
    return archive(path, {**FILES, "SHA256SUMS": sums(FILES)}, link("out", "../state.json"))


def with_a_link_out_by_way_of_another(path: Path) -> Path:
    """Each stays within as it is written: `yizhan/deep/here/..` is not where it seems to be."""
    return archive(path, {**FILES, "SHA256SUMS": sums(FILES)}, link("deep/here", ".."), link("out", "deep/here/../.."))


def with_a_file_behind_a_link(path: Path) -> Path:
    """It is in the list where the link leads."""
    info = tarfile.TarInfo("yizhan/here/more")
    return archive(path, {**FILES, "SHA256SUMS": sums({**FILES, "more": b""})}, link("here", "."), info)


def with_a_file_in_place_of_a_link(path: Path) -> Path:
    """It is in the list where the link leads."""
    info = tarfile.TarInfo("yizhan/link")
    return archive(path, {**FILES, "SHA256SUMS": sums({**FILES, "more": b""})}, link("link", "more"), info)


def with_a_link_in_place_of_the_bundle(path: Path) -> Path:
    info = tarfile.TarInfo("yizhan")
    info.type, info.linkname = tarfile.SYMTYPE, "."
    return archive(path, {}, info)


def with_a_hard_link(path: Path) -> Path:
    return archive(path, {**FILES, "SHA256SUMS": sums(FILES)}, link("also", f"yizhan/{PROGRAM}", tarfile.LNKTYPE))


def with_a_hard_link_out(path: Path) -> Path:
    return archive(path, {**FILES, "SHA256SUMS": sums(FILES)}, link("out", "/etc/passwd", tarfile.LNKTYPE))


def with_a_device(path: Path) -> Path:
    return archive(path, {**FILES, "SHA256SUMS": sums(FILES)}, link("null", "", tarfile.CHRTYPE))


def cut_short(path: Path) -> Path:
    data = whole(path).read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])
    return path


def no_archive(path: Path) -> Path:
    path.write_bytes(b"<html>log in first</html>")
    return path


@pytest.mark.parametrize(
    "spoil",
    [without_list, without_program, with_a_changed_file, with_a_file_that_is_not_listed, with_a_file_that_is_missing,
     with_a_way_out, with_a_way_out_behind_its_own_folder, with_an_absolute_name, with_a_link_out,
     with_a_link_to_a_neighbour, with_a_link_out_by_way_of_another, with_a_file_behind_a_link,
     with_a_file_in_place_of_a_link, with_a_link_in_place_of_the_bundle, with_a_hard_link, with_a_hard_link_out,
     with_a_device, cut_short, no_archive],
)  # fmt: skip
def test_what_is_no_whole_bundle_changes_nothing(programs: Programs, tmp_path: Path, spoil: Spoil) -> None:
    before = unpack(whole(tmp_path / "before.tar.gz"), programs, version="2.0")
    programs.begun(before, backup="")
    programs.proved()
    standing = programs.standing()
    with pytest.raises(Refused):
        unpack(spoil(tmp_path / "new.tar.gz"), programs, version="3.0")
    assert programs.standing() == standing
    assert sorted(path.name for path in programs.folder.iterdir()) == ["a", "state.json"]
    assert not (tmp_path / "outside").exists()


def test_a_bomb_is_left_before_it_fills_the_disk(programs: Programs, tmp_path: Path) -> None:
    bomb = tarfile.TarInfo("yizhan/bomb")
    bomb.size = 900_000_000
    path = tmp_path / "new.tar.gz"
    with tarfile.open(path, "w:gz", compresslevel=1) as tar, Path("/dev/zero").open("rb") as zeros:
        tar.addfile(bomb, zeros)
    with pytest.raises(Refused, match="too-big"):
        unpack(path, programs, version="3.0")
    assert list(programs.folder.iterdir()) == []
