"""What the person at the printer does, a line each: takes the paper out, opens the cover, pulls the plug."""

from __future__ import annotations

from ends import End
from machine import Machine, Wrong

HELP = """\
paper low | paper ok | paper out | paper full | paper N    the roll: nearly over, not so, over, new, N rows of dots left
cover open | cover closed     offline | online     error on | error off     the knife is stuck, or free again
off | off keep | on           no power; with keep, it comes back with what it had in its buffer
hang | mute | garbage | late MS | normal    reads nothing; says nothing; says rubbish; answers late; as it should be
speed N                       rows of dots a second (8 rows are a millimetre)
buffer N                      bytes that it holds
at N COMMAND                  do COMMAND when N more bytes have come
tear                          tear off what hangs out
state                         what it is and has done
quit
"""


class Control:
    """Obeys `machine`'s owner."""

    def __init__(self, machine: Machine, end: End) -> None:
        self._machine, self._end = machine, end

    def do(self, line: str) -> dict[str, object]:
        """Do what `line` says and return what is to be told; raise `ValueError` for what nobody can do."""
        match line.split():
            case ["at", count, *rest] if rest:
                deed = " ".join(rest)
                self._machine.trap = (int(count), lambda: self._do(deed.split()))
            case ["state"]:
                return self._state()
            case ["tear"]:
                return {"did": line, "slip": str(self._machine.paper.cut())}
            case words:
                self._do(words)
        return {"did": line}

    def _do(self, words: list[str]) -> None:
        machine, wrong = self._machine, self._machine.wrong
        match words:
            case ["paper", what]:
                self._paper(what)
            case ["cover", "open" | "closed" as what]:
                wrong.cover_open = what == "open"
            case ["offline" | "online" as what]:
                wrong.offline = what == "offline"
            case ["error", "on" | "off" as what]:
                wrong.error = what == "on"
            case ["off", *keeps] if keeps in ([], ["keep"]):
                machine.switch_off(keeps_buffer=bool(keeps))
                self._end.switch_off()
            case ["on"]:
                wrong.is_off = False
                self._end.switch_on()
            case ["hang" | "mute" | "garbage" as what]:
                setattr(wrong, {"hang": "hung"}.get(what, what), True)
            case ["late", milliseconds]:
                wrong.late_s = int(milliseconds) / 1000
            case ["normal"]:
                machine.wrong = Wrong(paper_low=wrong.paper_low)
                self._end.switch_on()
            case ["speed", rows]:
                machine.rows_a_second = int(rows)
            case ["buffer", size]:
                machine.buffer_bytes = int(size)
            case _:
                raise ValueError(f"nobody knows how to do {' '.join(words)!r}")
        machine.changed()

    def _paper(self, what: str) -> None:
        paper, wrong = self._machine.paper, self._machine.wrong
        match what:
            case "low" | "ok":
                wrong.paper_low = what == "low"
            case "out":
                paper.rows_left = 0
            case "full":
                paper.rows_left, wrong.paper_low = None, False
            case rows:
                paper.rows_left = int(rows)

    def _state(self) -> dict[str, object]:
        machine = self._machine
        return {
            "slips": [str(path) for path in machine.paper.slips],
            "rows_out": machine.paper.rows_out,
            "received": machine.received,
            "busy": machine.is_busy,
            "can_print": machine.can_print,
        }
