"""What a person is found by, and what somebody means who types into the search box."""

from __future__ import annotations

import re
import unicodedata

from kiosk.desk.pinyin import is_han, latin, spellings, tokens_of
from kiosk.domain.card import card_number_in
from kiosk.domain.identity import identity_in
from kiosk.domain.person import Person
from kiosk.domain.search_key import KeyKind, KeySearch, digits_in, folded_name, key_of, phone_key
from kiosk.store.people import SHORTEST_TAIL

MOST_PARTS = 12
LONGEST_SEARCH = 400
"""A card's QR text with the longest station name is shorter."""
_LIKE_A_NUMBER = re.compile(r"[\d\s()+\-.]+")
_FIGURES_OF_CARD = re.compile(r"-W-0*(\d+)-")


def keys_for(person: Person, *merged: Person) -> frozenset[str]:
    """Return all keys by which `person` is found: name, Pinyin, phone, card and identity number.

    `merged` are the registrations that count as this one: their keys find it too. Whoever was forgotten has none.
    """
    if person.forgotten_at_ms is not None:
        return frozenset()
    return frozenset().union(_own_keys(person), *(_own_keys(each) for each in merged if each.forgotten_at_ms is None))


def _own_keys(person: Person) -> frozenset[str]:
    name = folded_name(person.name)
    whole, initials = spellings(person.name)
    keys = {key_of(KeyKind.PINYIN, each) for each in whole} | {key_of(KeyKind.INITIALS, each) for each in initials}
    keys |= {key_of(KeyKind.NAME, name)} | {key_of(KeyKind.PART_OF_NAME, part) for part in _parts(person.name)}
    keys |= {key_of(KeyKind.CARD_DIGITS, each) for each in _of_card(person.card)}
    if digits_in(person.phone):
        keys.add(phone_key(person.phone))
    if person.identity_number:
        keys.add(key_of(KeyKind.IDENTITY_NUMBER, person.identity_number))
    return frozenset(key for key in keys if not key.endswith(":"))


def _parts(name: str) -> set[str]:
    """What is left of a name when its first characters or words are left out: 秀英 of 王秀英."""
    tokens = tokens_of(name)[: MOST_PARTS + 1]
    return {"".join(tokens[place:]) for place in range(1, len(tokens))}


def _of_card(card: str) -> tuple[str, ...]:
    """The card's number without its dashes, and its running number alone."""
    running = _FIGURES_OF_CARD.search(card)
    return (_bare(card), *(running.groups() if running else ()))


def _bare(card: str) -> str:
    return "".join(char for char in card.casefold() if char.isalnum())


def searches_for(text: str) -> tuple[KeySearch, ...]:
    """Return what `text` may mean: a card, a phone's end, an identity number, Pinyin, initials or a name."""
    typed = text.encode(errors="ignore").decode().strip()
    card = card_number_in(typed)
    if card:
        return (KeySearch(key=key_of(KeyKind.CARD_DIGITS, _bare(card)), also_longer=False),)
    if not typed or len(typed) > LONGEST_SEARCH:
        return ()
    identity = identity_in(typed)
    if identity:
        return (KeySearch(key=key_of(KeyKind.IDENTITY_NUMBER, identity), also_longer=False),)
    half_width = unicodedata.normalize("NFKC", typed)
    return _for_number(half_width) if _LIKE_A_NUMBER.fullmatch(half_width) else _for_name(typed)


def _for_number(typed: str) -> tuple[KeySearch, ...]:
    digits = digits_in(typed)
    searches = [KeySearch(key=key_of(KeyKind.NAME, folded_name(typed)))]
    if digits.lstrip("0"):
        searches.append(KeySearch(key=key_of(KeyKind.CARD_DIGITS, digits.lstrip("0")), also_longer=False))
    if len(digits) >= SHORTEST_TAIL:
        national = digits.removeprefix("86") if len(digits) == 13 else digits
        searches.append(KeySearch(key=phone_key(national)))
    return tuple(searches)


def _for_name(typed: str) -> tuple[KeySearch, ...]:
    name = folded_name(typed)
    searches = [KeySearch(key=key_of(KeyKind.NAME, name))]
    if any(map(is_han, name)) or not latin(typed):
        return (*searches, KeySearch(key=key_of(KeyKind.PART_OF_NAME, name), is_exact=False))
    letters = latin(typed)
    for spelling in dict.fromkeys((letters, letters.replace("lyu", "lv").replace("nyu", "nv"))):  # 吕 lyu; 陈玉 chenyu
        searches.append(KeySearch(key=key_of(KeyKind.INITIALS, spelling)))
        if len(spelling) > 1:  # whose Pinyin begins with a letter has it as the first initial
            searches.append(KeySearch(key=key_of(KeyKind.PINYIN, spelling)))
    if len(letters) > 1:
        searches.append(KeySearch(key=key_of(KeyKind.PART_OF_NAME, name), is_exact=False))
    return tuple(searches)
