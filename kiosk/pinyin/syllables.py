"""The syllables of Mandarin as they are typed, and those that speakers of the south take for each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_G = "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang"
_J = "i ia ie iao iu ian in iang ing iong u ue uan un"
_Z = "a e ai ei ao ou an en ang eng ong i u uo ui uan un"
_TABLE = {
    "": "a o e ai ei ao ou an en ang eng er",
    "b": "a o ai ei ao an en ang eng i ie iao ian in ing u",
    "p": "a o ai ei ao ou an en ang eng i ie iao ian in ing u",
    "m": "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u",
    "f": "a o ei ou an en ang eng u",
    "d": "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un",
    "t": "a e ai ei ao ou an ang eng ong i ie iao ian ing u uo ui uan un",
    "n": "a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan un v ve",
    "l": "a o e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un v ve",
    "g": _G, "k": _G, "h": _G,
    "j": _J, "q": _J, "x": _J,
    "zh": f"{_Z} ua uai uang", "ch": f"{_Z} ua uai uang", "sh": f"{_Z} ua uai uang",
    "r": "e ao ou an en ang eng ong i u ua uo ui uan un",
    "z": _Z, "c": _Z, "s": _Z,
    "y": "a o e ai ao ou an in ang ing ong i u ue uan un",
    "w": "a o ai ei an en ang eng u",
}  # fmt: skip
ALSO_TYPED = {"lue": "lve", "nue": "nve", "lyu": "lv", "nyu": "nv"}
"""As some type them who look in vain for ü: 略 lüe, and 吕 as it stands in passports (GB/T 28039-2011)."""
_FINALS = sorted({final for finals in _TABLE.values() for final in finals.split()})
_FINAL_CODES = dict(zip(_FINALS, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", strict=False))
_RETROFLEX = {"zh": "Z", "ch": "C", "sh": "S", "": "0"}
INITIALS = tuple(initial for initial in _TABLE if initial)

CODES: Mapping[str, str] = {
    initial + final: _RETROFLEX.get(initial, initial) + _FINAL_CODES[final]
    for initial, finals in _TABLE.items()
    for final in finals.split()
}
"""Syllable -> two ASCII signs, the initial's and the final's, as the dictionary keeps it."""
_PARTS = {initial + final: (initial, final) for initial, finals in _TABLE.items() for final in finals.split()}
_CONFUSED_INITIALS = {"zh": "z", "z": "zh", "ch": "c", "c": "ch", "sh": "s", "s": "sh", "n": "l", "l": "n"}
_NASALS = ("an", "en", "in")


def code_of(syllable: str) -> str | None:
    """Return the two signs of a syllable; None for what is none (hm, ng)."""
    return CODES.get(ALSO_TYPED.get(syllable, syllable))


def initial_class(code: str) -> str:
    """Return one sign for all initials that are taken for each other: zh and z, ch and c, sh and s, n and l."""
    sign = code[0].lower()
    return "l" if sign == "n" else sign


def initial_codes(initial: str) -> str:
    """Return the first signs that somebody means who types only `initial`; a z also stands for zh."""
    plain = _RETROFLEX.get(initial, initial)
    return plain + plain.upper() if initial in ("z", "c", "s") else plain


def confused_with(syllable: str) -> Iterator[tuple[str, int]]:
    """Return the codes of the syllables that `syllable` may be meant for, each with how often it was confused."""
    initial, final = _PARTS[ALSO_TYPED.get(syllable, syllable)]
    initials = [(initial, 0)] + [(other, 1) for other in (_CONFUSED_INITIALS.get(initial),) if other]
    finals = [(final, 0)] + [(other, 1) for other in (_other_nasal(final),) if other]
    for one, first in initials:
        for two, second in finals:
            code = CODES.get(one + two)
            if code is not None and first + second:
                yield code, first + second


def _other_nasal(final: str) -> str | None:
    """With or without the g at its end: 金 jin and 京 jing."""
    if final.endswith(_NASALS):
        return f"{final}g"
    return final[:-1] if final.removesuffix("g").endswith(_NASALS) and final.endswith("g") else None
