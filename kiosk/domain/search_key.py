"""The keys by which people are searched: one spelling of each name, phone and card, with a letter for its kind."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

LAST_CHARACTER = "\U0010ffff"
KEY_LETTERS = 80
"""A key is cut to this length; nobody types more of a name into a search box."""


class KeyKind(StrEnum):
    """What a key is made of; its letter stands before the colon."""

    INITIALS = "i"
    PINYIN = "p"
    NAME = "n"
    PART_OF_NAME = "g"
    PHONE_FROM_ITS_END = "t"
    CARD_DIGITS = "c"
    IDENTITY_NUMBER = "d"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySearch:
    """All keys that are `key`, or, where `also_longer`, that begin with it. `is_exact` ranks a whole hit first."""

    key: str
    also_longer: bool = True
    is_exact: bool = True

    @property
    def end(self) -> str:
        """The first key behind those that are meant."""
        return self.key + (LAST_CHARACTER if self.also_longer else "\0")


def key_of(kind: KeyKind, folded: str) -> str:
    """Return the key of this kind for a text that is folded already."""
    return f"{kind.value}:{folded[:KEY_LETTERS]}"


def phone_key(phone: str) -> str:
    """Return the key of a phone number: its digits from the last to the first, so that any tail is a beginning."""
    return key_of(KeyKind.PHONE_FROM_ITS_END, digits_in(phone)[::-1])


def digits_in(text: str) -> str:
    """Return the digits of `text` in half width."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isascii() and char.isdigit())


def folded_name(name: str) -> str:
    """Return a name as it is compared: half width, lower case, letters and digits only.

    A name of signs alone (an emoji) is left as it is, without its blanks. Halves of surrogate pairs are left out.
    """
    whole = "".join(unicodedata.normalize("NFKC", name.encode(errors="ignore").decode()).casefold().split())
    return "".join(char for char in whole if char.isalnum()) or whole
