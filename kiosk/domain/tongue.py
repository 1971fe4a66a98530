"""The tongues in which texts are spoken: two may read the same texts aloud."""

from __future__ import annotations

from enum import StrEnum

from kiosk.domain.language import Language


class Tongue(StrEnum):
    """A spoken tongue, by its ISO 639 code."""

    MANDARIN = "cmn"
    CANTONESE = "yue"
    ENGLISH = "en"

    @property
    def language(self) -> Language:
        """The texts that it reads."""
        return Language.EN if self is Tongue.ENGLISH else Language.ZH_CN

    @property
    def stand_in(self) -> Tongue | None:
        """The tongue that is spoken where the machine has no voice for this one; None: then nobody speaks."""
        return Tongue.MANDARIN if self is Tongue.CANTONESE else None


USUAL = {Language.ZH_CN: Tongue.MANDARIN, Language.EN: Tongue.ENGLISH}


def tongue_of(chosen: Tongue | Language) -> Tongue:
    """Return a tongue as it is, and for a language the one in which it is usually read."""
    return chosen if isinstance(chosen, Tongue) else USUAL[chosen]
