"""Checks go one after the other, and one that fails ends none of the others."""

from __future__ import annotations

import pytest

from kiosk.doctor.examination import examine
from kiosk.doctor.readiness import advice_of, said_of
from kiosk.domain.finding import Finding, Light, amber, green, red, worst
from kiosk.texts.catalogue import Texts


def test_each_is_looked_at_in_its_turn_and_no_sooner() -> None:
    looked: list[str] = []

    def check(name: str) -> Finding:
        looked.append(name)
        return green(name)

    found = examine({name: lambda name=name: check(name) for name in ("c", "a", "b")})
    assert looked == []
    assert next(found).check == "c"
    assert looked == ["c"]
    assert [finding.check for finding in found] == ["a", "b"]


@pytest.mark.parametrize("error", [ZeroDivisionError(), OSError("disk"), RecursionError(), MemoryError()])
def test_a_check_that_fails_is_red_and_the_others_go_on(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    def fails() -> Finding:
        raise error

    found = list(examine({"disk": fails, "clock": lambda: green("clock", time="9:00")}))
    assert [(finding.check, finding.case) for finding in found] == [("disk", "broken"), ("clock", "ok")]
    assert found[0].light is Light.RED
    assert found[0].details == {"reason": type(error).__name__}
    assert "the check of disk failed" in caplog.text
    caplog.clear()


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit])
def test_somebody_who_stops_it_stops_it(end: type[BaseException]) -> None:
    def stopped() -> Finding:
        raise end

    with pytest.raises(end):
        list(examine({"disk": stopped}))


def test_a_check_that_failed_has_words_whichever_it_was(texts: Texts) -> None:
    broken = red("scanner", "broken", reason="OSError")
    assert "OSError" in said_of(broken, texts)
    assert advice_of(broken, texts)


def test_the_worst_light_is_that_of_the_whole() -> None:
    assert worst(()) is Light.GREEN
    assert worst((green("a"), amber("b", "c"))) is Light.AMBER
    assert worst((red("a", "b"), green("c"), amber("d", "e"))) is Light.RED
