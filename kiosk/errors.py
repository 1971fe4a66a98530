"""Everything that can go wrong with a station's surroundings, as one tree.

    YizhanError                 a text key and its arguments, never a sentence
    ├── StoreError
    │   ├── WrongKey            the database was written with another key
    │   ├── NewerSchema         the database belongs to a newer program
    │   ├── DamagedDatabase     the file is no database, or a broken one
    │   ├── DiskFull            nothing more can be saved
    │   └── StoreBusy           another process held the database for too long
    ├── KeyUnavailable          the key can be neither read nor made
    ├── UnreadableFile          a file to import is torn or no table
    ├── UnknownThing            an id, trade or word that is not there
    ├── VoiceError
    │   ├── NoVoice             no voice for this language passed its self-test
    │   └── VoiceFailed         the engine died, hung or wrote silence
    ├── NotASlip                a text or picture that is no slip of any station
    ├── NotAllowed              the role of whoever asks may not do this
    ├── Refused                 a rule of the station forbids it; the key says which, and what to do
    └── ChangedMeanwhile        somebody else changed the same row first

What is expected in a day's work is a value (`PrintOutcome`, `SlotOutcome`), not an error.
"""

from __future__ import annotations

from typing import ClassVar


class YizhanError(Exception):
    """Base of all errors that people are told about.

    `key` names a message in the catalogue; `details` are its arguments. The sentence is made where it is
    shown, spoken or printed, in the language of the person there.
    """

    default_key: ClassVar[str] = "error-unknown"

    def __init__(self, key: str | None = None, **details: str | int) -> None:
        self.key = key or self.default_key
        self.details = details
        super().__init__(self.key, details)


class StoreError(YizhanError):
    default_key = "error-store"


class WrongKey(StoreError):
    default_key = "error-wrong-key"


class NewerSchema(StoreError):
    default_key = "error-newer-schema"


class DamagedDatabase(StoreError):
    default_key = "error-damaged-database"


class DiskFull(StoreError):
    default_key = "error-disk-full"


class StoreBusy(StoreError):
    default_key = "error-store-busy"


class KeyUnavailable(YizhanError):
    default_key = "error-key-unavailable"


class UnreadableFile(YizhanError):
    default_key = "error-unreadable-file"


class UnknownThing(YizhanError):
    default_key = "error-unknown-thing"


class VoiceError(YizhanError):
    default_key = "error-voice"


class NoVoice(VoiceError):
    default_key = "error-no-voice"


class VoiceFailed(VoiceError):
    default_key = "error-voice-failed"


class NotASlip(YizhanError):
    default_key = "error-not-a-slip"


class NotAllowed(YizhanError):
    default_key = "error-not-allowed"


class Refused(YizhanError):
    default_key = "error-refused"


class ChangedMeanwhile(YizhanError):
    default_key = "error-changed-meanwhile"
