"""What a finding tells, judged as a technician would: its light, a sentence, and advice where all is not well."""

from __future__ import annotations

from kiosk.doctor.readiness import advice_of, said_of
from kiosk.domain.finding import Finding, Light
from kiosk.domain.language import Language
from kiosk.texts.catalogue import Texts

TEXTS = {language: Texts(language) for language in Language}


def assert_told(finding: Finding, light: Light, case: str, **details: str | int) -> None:
    """It is this case with this light, some of its details are these, and both languages have words for it."""
    assert (finding.light, finding.case) == (light, case), finding
    assert {name: finding.details[name] for name in details} == details
    for texts in TEXTS.values():
        assert said_of(finding, texts)
        assert bool(advice_of(finding, texts)) == (light is not Light.GREEN)
