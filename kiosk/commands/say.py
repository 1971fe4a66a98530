"""`yizhan-kiosk say TEXT --out FILE.wav`: writes what people would hear to a file."""

from __future__ import annotations

import argparse
import os
from datetime import date
from pathlib import Path

from kiosk.care.places import places
from kiosk.cli import EXIT_OK
from kiosk.domain.tongue import Tongue, tongue_of
from kiosk.errors import NoVoice, VoiceError, VoiceFailed

HELP = "write a text as speech to a WAV file"
SLOWEST, FASTEST = 0.5, 2.0
PHRASE_PAUSE_S = 0.15
LEAD_IN_S = 0.3
"""Silence before the first word: screens with loudspeakers swallow the first quarter of a second."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="what is to be said, as it would be shown")
    parser.add_argument("--out", type=Path, metavar="FILE", required=True, help="the WAV file to write")
    parser.add_argument("--rate", type=_rate, default=1.0, metavar="X", help="0.5 (slow) to 2 (fast); 1 is comfortable")
    parser.add_argument(
        "--tongue",
        choices=[tongue.name.lower() for tongue in Tongue],
        help="the tongue that reads; else the usual one of the language",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the file; it is there, whole and holding speech, if this returns 0, and untouched if it raises."""
    tongue = Tongue[arguments.tongue.upper()] if arguments.tongue else tongue_of(arguments.lang)
    lexicon = places(arguments.data).lexicon
    say(arguments.text, tongue=tongue, rate=arguments.rate, out=arguments.out, lexicon=lexicon)
    return EXIT_OK


def say(text: str, *, tongue: Tongue, rate: float, out: Path, lexicon: Path | None = None) -> None:
    """Write `text` as speech to `out`. Raises `VoiceError` if it cannot be said or the file not be written.

    Where no voice speaks `tongue`, the one that stands in for it does. What is there and no ordinary file (a folder,
    `/dev/null`) stays: a finished file takes the place of the old one.
    """
    from kiosk.speech.engine import EngineProcess
    from kiosk.speech.scratch import Scratch
    from kiosk.speech.script import read_out, wording_on
    from kiosk.speech.sound import read_sound, write_sound
    from kiosk.speech.wording import phrases

    if not out.name or (os.path.exists(out) and not os.path.isfile(out)):
        raise VoiceFailed("say-not-written", file=str(out), reason="not a regular file")
    worded = wording_on(date.today, lexicon=lexicon)
    scripts = [script for phrase in phrases(text, tongue.language) if (script := worded(phrase, tongue))]
    if not scripts:
        raise VoiceError("say-nothing", text=text)
    voice, scratch = EngineProcess(), Scratch()
    try:
        clip = scratch.new_path()
        sounds = []
        for script in scripts:
            read_out(script, voice=voice, rate=rate, into=clip)
            sounds.append(read_sound(clip))
    except NoVoice:
        if tongue.stand_in is None:
            raise
        return say(text, tongue=tongue.stand_in, rate=rate, out=out, lexicon=lexicon)
    finally:
        voice.close()
        scratch.close()
    whole = sounds[0].after_silence(LEAD_IN_S)
    for sound in sounds[1:]:
        whole = whole.joined(sound, pause_s=PHRASE_PAUSE_S)
    try:
        write_sound(whole, out)
    except OSError as error:
        raise VoiceFailed("say-not-written", file=str(out), reason=error.strerror or "?") from error


def _rate(word: str) -> float:
    try:
        rate = float(word)
    except ValueError:
        rate = 0.0
    if not SLOWEST <= rate <= FASTEST:
        raise argparse.ArgumentTypeError(f"{word!r} is not between {SLOWEST:g} and {FASTEST:g}")
    return rate
