"""Postings that come in while the kiosk runs: at central, and at the station beside it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from kiosk.care.program import program_argv
from tests.soak.whole import ROOT, Whole

HEADS = "工种,用工单位,工资,人数,用工日期,工作地点,联系电话"
TRADES = ("瓦工", "采茶工", "分拣工", "保洁")


def bring_in(whole: Whole, *, number: int, at_central: bool) -> subprocess.Popen[bytes]:
    """Begin to import a table of four postings; from one `number` to the next their pay changes."""
    days = f"{date.today()}至{date.today() + timedelta(days=2)}"
    where = "县里来的工程队" if at_central else "镇上来的工程队"
    rows = [f"{trade},{where},{180 + number % 40}元/天,6,{days},东村,13800001234" for trade in TRADES]
    file = whole.folder / f"import-{number % 2}-{'central' if at_central else 'station'}.csv"
    file.write_text("\n".join([HEADS, *rows]) + "\n", "utf-8")
    argv = _at_central(whole, file) if at_central else [*program_argv(), "import", str(file), *_data(whole)]
    return _started(whole.folder / "imports.log", argv)


def _at_central(whole: Whole, file: Path) -> list[str]:
    return [sys.executable, "-m", "sync.central.cli", "import", str(file), "--database", whole.central.database]


def _data(whole: Whole) -> list[str]:
    return ["--data", str(whole.places.data)]


def _started(log: Path, argv: list[str]) -> subprocess.Popen[bytes]:
    with log.open("ab") as written:
        return subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=written, stderr=written, cwd=ROOT)
