"""`python -m ui.bench PART FOLDER`: one part of the bench in a process of its own; prints its figures as JSON."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

PARTS: dict[str, tuple[str, str]] = {
    "start": ("ui.bench.start", "measure"),
    "lists": ("ui.bench.stores", "measure_lists"),
    "import": ("ui.bench.stores", "measure_import"),
    "touches": ("ui.bench.touches", "measure_touches"),
    "slips": ("ui.bench.touches", "measure_slips"),
    "sound": ("ui.bench.voices", "measure_sound"),
    "blocks": ("ui.bench.voices", "measure_blocks"),
    "memory": ("ui.bench.touches", "measure_memory"),
    "people": ("ui.bench.desk", "measure_people"),
    "matching": ("ui.bench.desk", "measure_matching"),
    "report": ("ui.bench.desk", "measure_report"),
    "desk": ("ui.bench.desk", "measure_desk"),
}
"""Only the part that is asked for is loaded: a kiosk whose memory is measured holds nothing of the desk."""

if __name__ == "__main__":
    module, name = PARTS[sys.argv[1]]
    print(json.dumps(getattr(import_module(module), name)(Path(sys.argv[2]))))
