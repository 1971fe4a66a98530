"""A speech process with faults: `fake_engine.py FAULT PARENT` speaks the protocol of `engine_process`."""

import json
import math
import os
import sys
import threading
from array import array
from pathlib import Path

from kiosk.speech.sound import Sound, write_sound

fault = sys.argv[1]


def say(message: dict[str, object]) -> None:
    print(json.dumps(message), flush=True)


def tone(seconds: float, *, loudness: float = 0.2) -> Sound:
    samples = (int(32000 * loudness * math.sin(n / 8)) for n in range(int(seconds * 22050)))
    return Sound(samples=array("h", samples), sample_rate=22050)


if fault == "never ready":
    threading.Event().wait()
say({"is": "ready"})
for line in sys.stdin:
    wish = json.loads(line)
    into, good = Path(wish["into"]), {"id": wish["id"], "sample_rate": 22050}
    match fault:
        case "dies":
            os._exit(3)
        case "hangs":
            threading.Event().wait()
        case "hangs once" if not into.with_name("hung").exists():
            into.with_name("hung").touch()
            threading.Event().wait()
        case "silent":
            write_sound(tone(2, loudness=0), into)
            say({**good, "seconds": 2.0, "rms": 0.0})
        case "one beep":
            write_sound(tone(0.3), into)
            say({**good, "seconds": 0.3, "rms": 0.14})
        case "babbles":
            write_sound(tone(1.8), into)
            say({**good, "seconds": 1.8, "rms": 0.14})
        case "no file":
            say({**good, "seconds": 2.0, "rms": 0.14})
        case "noise":
            print("Audio saved to nowhere \xff {", flush=True)
            say({**good, "id": wish["id"] - 1, "fault": "stale"})
            write_sound(tone(1.0), into)
            say({**good, "seconds": 1.0, "rms": 0.14})
        case "eats memory" | "hangs once":
            write_sound(tone(1.0), into)
            say({**good, "seconds": 1.0, "rms": 0.14, "rss_kb": 10**6 if fault == "eats memory" else 0})
