"""Libraries of the bundle that are not those of the checkout: they do the same, or refuse in a sentence."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3
import zxingcpp
from PIL import Image
from sqlcipher3 import dbapi2

from tests.bundle.conftest import Bundle

KEY = f"\"x'{'5a' * 32}'\""
ASKED = """
import json, sys
from sqlcipher3 import dbapi2
database = dbapi2.connect(sys.argv[1])
database.execute('pragma key = ' + sys.argv[2])
print(json.dumps([database.execute(sql).fetchall() for sql in json.loads(sys.argv[3])]))
database.commit()
"""
WHAT_IT_IS = [
    "pragma cipher_version",
    "pragma cipher_settings",
    "select sqlite_version(), sqlite_source_id()",
    "select compile_options from pragma_compile_options where compile_options not like 'COMPILER=%'",
    "select distinct name, narg, type, flags from pragma_function_list order by 1, 2, 3, 4",
    "select name from pragma_module_list order by 1",
]


@pytest.fixture
def its_sqlcipher(built: Path, tmp_path: Path) -> Path:
    """A folder for Python's path, with SQLCipher as it is in the bundle."""
    package = tmp_path / "packages" / "sqlcipher3"
    shutil.copytree(Path(sqlcipher3.__file__).parent, package, ignore=shutil.ignore_patterns("*.so", "__pycache__"))
    (library,) = (built / "_internal" / "sqlcipher3").glob("_sqlite3*.so")
    shutil.copy(library, package)
    return package.parent


def answers(database: Path, sql: list[str], *, packages: Path | None = None, libraries: Path | None = None) -> object:
    environment = dict(os.environ)
    if packages and libraries:
        environment |= {"PYTHONPATH": str(packages), "LD_LIBRARY_PATH": str(libraries)}
    words = [sys.executable, "-P", "-c", ASKED, str(database), KEY, json.dumps(sql)]
    ended = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
    return json.loads(ended.stdout)


def test_sqlcipher_is_the_same_in_all_that_it_can_do(built: Path, its_sqlcipher: Path, tmp_path: Path) -> None:
    its = answers(tmp_path / "its", WHAT_IT_IS, packages=its_sqlcipher, libraries=built / "_internal")
    assert its == answers(tmp_path / "ours", WHAT_IT_IS)


def test_sqlcipher_reads_what_the_other_wrote_and_writes_what_it_reads(
    built: Path, its_sqlcipher: Path, tmp_path: Path
) -> None:
    made = [
        "create virtual table told using fts5(words)",
        "insert into told values ('早上好 今天有三个活')",
        "select json_extract('{\"a\": 7}', '$.a')",
    ]
    read = ["select words from told where told match '早上好'", "pragma cipher_integrity_check", *made[2:]]
    wheel, its = {}, {"packages": its_sqlcipher, "libraries": built / "_internal"}
    for number, (writer, reader) in enumerate([(wheel, its), (its, wheel)]):
        answers(tmp_path / str(number), made, **writer)
        assert answers(tmp_path / str(number), read, **reader) == [
            [["早上好 今天有三个活"]], [], [[7]]
        ]  # fmt: skip
        with pytest.raises(dbapi2.DatabaseError):
            dbapi2.connect(tmp_path / str(number)).execute("select * from told")


def slip_of(bundle: Bundle) -> Path:
    bundle.done("demo", "--data", bundle.data)
    postings = json.loads(bundle.done("postings", "--json", "--data", bundle.data))
    posting = max((one for one in postings if one["state"] == "open"), key=lambda one: one["last_day"] or "")
    out = bundle.home / "slip.png"
    bundle.done("slip", posting["id"], "--data", bundle.data, "--format", "png", "--out", out)
    return out


def test_a_slip_is_read_from_what_telephones_make_and_refused_from_what_they_do_not(bundle: Bundle) -> None:
    slip = Image.open(slip_of(bundle)).convert("RGB")
    assert zxingcpp.read_barcodes(slip)
    for name, options in (("a.jpg", {}), ("a.png", {}), ("a.bmp", {}), ("plain.tif", {"compression": "raw"})):
        slip.save(bundle.home / name, **options)
        assert bundle.run("slip", "--verify", bundle.home / name, "--data", bundle.data).returncode == 0, name
    for name, options in (("packed.tif", {"compression": "tiff_lzw"}), ("a.jp2", {})):
        slip.save(bundle.home / name, **options)
        refused = bundle.run("slip", "--verify", bundle.home / name, "--data", bundle.data)
        assert refused.returncode == 2
        assert name in refused.stderr
        assert "Traceback" not in refused.stderr
