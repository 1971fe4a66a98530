"""The program whose power is cut: `child.py WORK ROOT SEED` does one work, and says what was acknowledged."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

from tests.power.all_works import WORKS
from tests.power.work import Work
from tests.store.backups.conftest import Machine


def main(works: Sequence[Work] = WORKS) -> None:
    name, root, seed = sys.argv[1:]
    (work,) = (work for work in works if work.name == name)
    work.do(Machine(Path(root)), Random(int(seed)), say)


def say(*words: object) -> None:
    """Say a line at once, in one piece."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
