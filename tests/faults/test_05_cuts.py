"""Property 5: however often the link is cut, a sync gets on and wastes few bytes; any process answers."""

from __future__ import annotations

import pytest

from sync.client.report import Outcome

POSTINGS = 1500
MOST_WASTED = 0.15
MOST_TRIES = 2000


@pytest.mark.parametrize(("every", "most_more"), [(2_000, 0.6), (8_000, 0.15)], ids=["2-KB", "8-KB"])
def test_a_link_that_is_cut_every_few_bytes_brings_all(
    kiosk, offer, offer_centrally, central, every: int, most_more: float
) -> None:
    """What is lost has to come again; `most_more` is all that the cuts cost, with a request and a reply after each."""
    offer_centrally(POSTINGS)
    whole, cut = kiosk("whole"), kiosk("cut")
    for each in (whole, cut):
        for number in range(10):
            offer(each, f"{each.machine} {number}")
    assert whole.sync().agrees
    useful = whole.line.sent + whole.line.received
    for tries in range(MOST_TRIES):
        cut.line.budget = every
        report = cut.sync()
        if tries % 20 == 0:
            central.restart()
        if report.outcome is Outcome.DONE and report.agrees:
            break
    else:
        raise AssertionError("no end")
    assert tries > useful / every / 4, "it was hardly cut"
    passed = cut.line.sent + cut.line.received
    assert cut.line.lost / passed <= MOST_WASTED, (cut.line.lost, passed)
    assert passed / useful - 1 <= most_more, (passed, useful, tries)
    assert cut.rows("select count(*) from postings") == whole.rows("select count(*) + 10 from postings")
