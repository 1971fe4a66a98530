"""The stream that goes to the device: every sample once, in order, with its pauses."""

from array import array

from ui.sound.playout import LEAD_IN_S, PAUSE_S, SAMPLE_RATE, Moment, Part, Playout


def silence(seconds: float) -> bytes:
    return bytes(2 * round(seconds * SAMPLE_RATE))


class Log:
    def __init__(self) -> None:
        self.events: list[tuple[Moment, int]] = []
        self.playout = Playout(lambda moment, part, _silent_s: self.events.append((moment, part.index)))

    def add(self, index: int, frames: bytes) -> None:
        self.playout.add(Part(utterance=1, index=index, frames=frames))


def test_a_cold_device_gets_its_lead_in_before_the_first_sample() -> None:
    log = Log()
    log.add(0, b"ab" * 100)
    assert log.playout.take(len(silence(LEAD_IN_S))) == silence(LEAD_IN_S)
    assert log.events == []
    assert log.playout.take(200) == b"ab" * 100
    assert log.events == [(Moment.STARTED, 0), (Moment.FINISHED, 0)]


def test_a_warm_device_gets_the_first_sample_at_once() -> None:
    log = Log()
    log.playout.take(len(silence(LEAD_IN_S)))
    log.add(0, b"ab" * 100)
    assert log.playout.take(200) == b"ab" * 100


def test_a_half_warm_device_gets_the_rest_of_its_lead_in() -> None:
    log = Log()
    log.playout.take(len(silence(0.2)))
    log.add(0, b"ab" * 100)
    assert log.playout.take(10_000).index(b"ab") == len(silence(LEAD_IN_S - 0.2))


def test_phrases_follow_each_other_with_a_breath_whatever_the_pieces_taken() -> None:
    for size in (2, 126, 1024, 100_000):
        log = Log()
        log.playout.take(len(silence(LEAD_IN_S)))
        for index, letters in enumerate((b"ab", b"cd", b"ef")):
            log.add(index, letters * 50)
        stream = b"".join(log.playout.take(size) for _ in range(100_000 // size))
        wanted = silence(PAUSE_S).join((b"ab" * 50, b"cd" * 50, b"ef" * 50))
        assert stream.startswith(wanted)
        assert not stream[len(wanted) :].strip(b"\0")
        assert log.events == [(moment, index) for index in range(3) for moment in Moment]


def test_a_pause_goes_on_where_it_stopped_and_repeats_what_was_not_heard() -> None:
    log = Log()
    log.playout.take(len(silence(LEAD_IN_S)))
    log.add(0, bytes(range(1, 201)))
    assert log.playout.take(100) == bytes(range(1, 101))
    log.playout.rewind(40)
    log.playout.paused = True
    assert log.playout.take(50) == bytes(50)
    log.playout.paused = False
    assert log.playout.take(140) == bytes(range(61, 201))
    assert log.events == [(Moment.STARTED, 0), (Moment.FINISHED, 0)]


def test_another_rate_goes_on_at_the_same_share_of_the_phrase() -> None:
    log = Log()
    log.playout.take(len(silence(LEAD_IN_S)))
    log.add(0, b"ab" * 100)
    log.playout.take(50)
    log.playout.exchange(Part(utterance=1, index=0, frames=b"cd" * 200))
    assert log.playout.take(400) == b"cd" * 150 + bytes(100)


def test_clearing_is_silence_without_events() -> None:
    log = Log()
    log.playout.take(len(silence(LEAD_IN_S)))
    log.add(0, b"ab" * 100)
    log.playout.take(20)
    log.playout.clear()
    assert log.playout.take(100) == bytes(100)
    assert log.events == [(Moment.STARTED, 0)]


def test_a_soft_part_is_made_louder_as_it_is_taken_in_whatever_pieces() -> None:
    soft = array("h", range(-1000, 1000)).tobytes()
    whole, pieces = Log(), Log()
    for log, size in ((whole, len(soft)), (pieces, 222)):
        log.playout.take(len(silence(LEAD_IN_S)))
        log.playout.add(Part(utterance=1, index=0, frames=soft, gain=4.0))
        taken = b"".join(log.playout.take(size) for _ in range(0, len(soft), size))[: len(soft)]
        assert array("h", taken) == array("h", (4 * one for one in range(-1000, 1000)))
        assert log.events == [(Moment.STARTED, 0), (Moment.FINISHED, 0)]
