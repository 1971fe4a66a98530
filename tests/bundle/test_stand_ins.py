"""Libraries that stand in for others: they are loaded in the same way, and every call of them fails as it should."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from ctypes import POINTER, byref, c_int32, c_long, c_void_p
from pathlib import Path

import pytest
from bundle.own_sqlcipher import NotMade, kept_sqlcipher, sqlcipher
from bundle.parts import imported_by
from bundle.stand_ins import ENOSYS, GSS_S_FAILURE, NoStandIn, StandIns, stand_in

U_FILE_ACCESS_ERROR = 4
ORIGINAL = """
struct error *oops;
int sd_one(void) { return 1; }
int sd_two(void) { return 2; }
"""
ICU_OF_TOMORROW = "void *ucol_open_99(void) { return 0; } int ucol_invented_99(void) { return 1; }"
IMPORTS_IT = "int {name}(void); int call(void) {{ return {name}(); }}"


def compiled(source: str, made: Path, *others: Path, version: str = "") -> Path:
    """A shared library of that source; with all its names of `version`."""
    code, script = made.with_suffix(".c"), made.with_suffix(".map")
    code.write_text(source, "ascii")
    script.write_text(f"{version or 'NONE'} {{ global: *; }};", "ascii")
    words = [f"-Wl,--version-script={script}"] if version else []
    subprocess.run(
        ["cc", "-shared", "-fPIC", f"-Wl,-soname,{made.name}", *words, "-o", made, code, *others], check=True
    )
    return made


def names_of(library: Path) -> set[tuple[str, ...]]:
    told = subprocess.run(
        ["nm", "-D", "--defined-only", "--with-symbol-versions", library], check=True, capture_output=True, text=True
    ).stdout
    return {tuple(line.split()[2:]) for line in told.splitlines() if line.split()[1] in "TBDR"}


def made_for(original: Path, folder: Path) -> Path:
    made = stand_in(original, folder)
    assert made is not None
    return made


def test_it_has_every_name_of_its_original_and_their_versions(tmp_path: Path) -> None:
    original = compiled(ORIGINAL, tmp_path / "libsystemd.so.0", version="LIBSYSTEMD_209")
    made = made_for(original, tmp_path / "made")
    assert names_of(made) == names_of(original)
    assert ("sd_one@@LIBSYSTEMD_209",) in names_of(made)


def test_what_is_linked_with_the_original_is_loaded_with_it_and_told_that_nothing_is_there(tmp_path: Path) -> None:
    original = compiled(ORIGINAL, tmp_path / "libsystemd.so.0", version="LIBSYSTEMD_209")
    user = compiled(IMPORTS_IT.format(name="sd_two"), tmp_path / "libuser.so", original)
    made_for(original, tmp_path / "made")
    for folder, answer in ((tmp_path, 2), (tmp_path / "made", -ENOSYS)):
        ended = subprocess.run(
            [sys.executable, "-I", "-c", f"import ctypes; print(ctypes.CDLL({str(user)!r}).call())"],
            env={"LD_LIBRARY_PATH": str(folder)}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert (ended.stdout, ended.stderr) == (f"{answer}\n", "")


def test_icu_opens_nothing_and_says_so(tmp_path: Path) -> None:
    original = compiled("void *ucol_open_73(void) { return 0; }", tmp_path / "libicui18n.so.73")
    made = ctypes.CDLL(str(made_for(original, tmp_path / "made")))
    made.ucol_open_73.restype, made.ucol_open_73.argtypes = c_void_p, (c_void_p, POINTER(c_int32))
    status = c_int32(0)
    assert made.ucol_open_73(None, byref(status)) is None
    assert status.value == U_FILE_ACCESS_ERROR


def test_kerberos_fails_and_its_reason_is_an_empty_text(tmp_path: Path) -> None:
    original = compiled(
        "int gss_init_sec_context(void) { return 0; }", tmp_path / "libgssapi_krb5.so.2", version="gssapi_krb5_2_MIT"
    )
    made = ctypes.CDLL(str(made_for(original, tmp_path / "made")))
    assert made.gss_init_sec_context() == GSS_S_FAILURE
    minor, more, text = c_int32(7), c_int32(7), (c_long * 2)(7, 7)
    assert made.gss_display_status(byref(minor), GSS_S_FAILURE, 1, None, byref(more), text) == 0
    assert (minor.value, more.value, list(text)) == (0, 0, [0, 0])


def test_other_libraries_stay_what_they_are(tmp_path: Path) -> None:
    entries = [("libz.so.1", "/lib/libz.so.1", "BINARY"), ("libGL.so.1", "PySide6/libGL.so.1", "SYMLINK")]
    assert StandIns(tmp_path).instead_of(entries) == entries


def test_a_name_that_is_imported_and_that_it_lacks_stops_the_build(tmp_path: Path) -> None:
    original = compiled(ICU_OF_TOMORROW, tmp_path / "libicui18n.so.99")
    knows = compiled(IMPORTS_IT.format(name="ucol_open_99"), tmp_path / "libknows.so", original)
    asks = compiled(IMPORTS_IT.format(name="ucol_invented_99"), tmp_path / "libasks.so", original)
    stand_ins = StandIns(tmp_path / "made")
    entries = stand_ins.instead_of([("Qt/libicui18n.so.99", str(original), "BINARY")])
    stand_ins.check([*entries, ("libknows.so", str(knows), "BINARY")], imported_by)
    with pytest.raises(NoStandIn, match=r"lacks ucol_invented_99 of libicui18n.so.99 for libasks.so$"):
        stand_ins.check([*entries, ("libasks.so", str(asks), "BINARY")], imported_by)


def test_without_a_compiler_the_originals_are_taken_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = compiled(ORIGINAL, tmp_path / "libsystemd.so.0")
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    entries = [("libsystemd.so.0", str(original), "BINARY")]
    assert StandIns(tmp_path / "made").instead_of(entries) == entries
    with pytest.raises(NotMade, match="no C compiler"):
        sqlcipher(tmp_path / "kept")
    assert kept_sqlcipher(tmp_path / "kept") is None
