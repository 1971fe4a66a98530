"""The recovery code: what a station's head keeps on paper, so that a backup opens on another machine."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Self
from unicodedata import normalize

from kiosk.errors import Refused

ALPHABET = "23456789ACDEFHJKLMNPRTUVWXY"
"""As the prefixes of slips: no letter or digit that is mistaken for another one of these when it is read or copied."""
MISTAKEN = str.maketrans("BSZG", "8526")
"""What cannot stand in a code is read as what it looks like."""
SECRET_LETTERS = 22
"""27 letters to choose from, 22 times: 104 bits."""
CHECK_LETTERS = 2
LENGTH = SECRET_LETTERS + CHECK_LETTERS
MODULUS, REST = 727, 1
"""The code, read as a number in base 27, leaves `REST` (as ISO 7064 does it). The modulus is the largest prime that two
check letters can tell: one wrong letter, or any two that changed places, always leave something else."""
GROUP = 4


@dataclass(frozen=True, slots=True, repr=False)
class RecoveryCode:
    """A code of 24 letters whose check letters are right; it shows itself in no log and no traceback."""

    letters: str

    @classmethod
    def new(cls) -> Self:
        """Return a code that nobody had before."""
        secret = "".join(secrets.choice(ALPHABET) for _ in range(SECRET_LETTERS))
        check = (REST - _number(secret) * len(ALPHABET) ** CHECK_LETTERS) % MODULUS
        return cls(secret + "".join(ALPHABET[part] for part in divmod(check, len(ALPHABET))))

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the code in `text`, in capitals or not, with dashes or not. Raises `Refused` for a mistyped one."""
        plain = normalize("NFKC", text).upper().translate(MISTAKEN)
        letters = "".join(letter for letter in plain if letter.isalnum())
        if wrong := "".join(dict.fromkeys(letter for letter in letters if letter not in ALPHABET)):
            raise Refused("error-code-letters", letters=" ".join(wrong[:GROUP]))
        if len(letters) != LENGTH:
            raise Refused("error-code-length", count=str(len(letters)), length=str(LENGTH))
        if _number(letters) % MODULUS != REST:
            raise Refused("error-code-mistyped")
        return cls(letters)

    def shown(self) -> str:
        """Return the code in groups of four, as it is written down."""
        return "-".join(self.letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))

    def __repr__(self) -> str:
        return "RecoveryCode(...)"


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    return number
