"""`python -m ui.bench PART FOLDER`: one part of the bench in a process of its own; prints its figures as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from ui.bench import desk, start, stores, touches, voices
from ui.bench.figures import Figures

PARTS: dict[str, Callable[[Path], Figures]] = {
    "start": start.measure,
    "lists": stores.measure_lists,
    "import": stores.measure_import,
    "touches": touches.measure_touches,
    "slips": touches.measure_slips,
    "sound": voices.measure_sound,
    "blocks": voices.measure_blocks,
    "memory": touches.measure_memory,
    "people": desk.measure_people,
    "matching": desk.measure_matching,
    "report": desk.measure_report,
    "desk": desk.measure_desk,
}

if __name__ == "__main__":
    print(json.dumps(PARTS[sys.argv[1]](Path(sys.argv[2]))))
