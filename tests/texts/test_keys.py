"""Every key that the code asks for is in the catalogue, and the catalogue holds no word that nobody asks for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

import pytest

from kiosk.care.touch_mapping import Kind as TouchKind
from kiosk.care.watching.crashes import CrashKind
from kiosk.desk.errand import Work
from kiosk.desk.exchange.people import RowNote
from kiosk.desk.first_start import Step
from kiosk.desk.importing import RowStatus
from kiosk.desk.walk_in import PersonField
from kiosk.doctor.readiness import COLUMNS
from kiosk.domain.complaint import ComplaintKind, ComplaintState, StepKind
from kiosk.domain.county import Refusal, RowKind
from kiosk.domain.dispatch import How, NotSentWhy
from kiosk.domain.filters import Filter
from kiosk.domain.finding import Light
from kiosk.domain.forgetting import ForgetReason
from kiosk.domain.language import Language
from kiosk.domain.log_entry import SubjectKind
from kiosk.domain.match import Reason
from kiosk.domain.near import Means
from kiosk.domain.notice import NoticeState
from kiosk.domain.outcome import Paid, Result
from kiosk.domain.pay import PaidWhen, PayUnit
from kiosk.domain.person import Consent
from kiosk.domain.posting import PostingState, Source, Strength
from kiosk.domain.preferences import Colours, SettingKind, TextSize
from kiosk.domain.sign_in import Way
from kiosk.domain.sign_in_pictures import SignInPicture, Zodiac
from kiosk.domain.slip import SlipState
from kiosk.domain.tongue import Tongue
from kiosk.domain.trade import TRADES
from kiosk.domain.training import ClassState, SignUpState
from kiosk.domain.work_wish import WishState
from kiosk.errors import YizhanError
from kiosk.journeys.events import VoiceTrouble
from kiosk.journeys.speaking_states import Speaking
from kiosk.journeys.visit import NoticeKind
from kiosk.printing.state import PrinterState
from kiosk.texts.catalogue import ASSETS, Texts
from sync.client.report import Outcome
from tests.doctor.possible import checks, possible
from ui.screens.desk.county_words import FIELD_WORDS, OTHER
from ui.screens.desk.employer_page import FIGURES
from ui.screens.desk.log_words import FLAGS
from ui.screens.desk.new_posting_fields import OFFERED
from ui.screens.desk.outcome_lines import Deed
from ui.screens.desk.outcome_said import Missing
from ui.screens.desk.posting_actions import LEAD_ELSEWHERE, Act
from ui.screens.desk.postings import STATES
from ui.screens.technician.printer_words import KINDS
from ui.screens.worker.speak import OWN_HINTS

ROOT = ASSETS.parent
KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9_]+)*")
BEGINNING = re.compile(r"[a-z]+(-[a-z]+)+-")
FAMILIES: dict[str, list[str]] = {
    "setting-": list(SettingKind),
    "colours-": [str(colours.value) for colours in Colours],
    "text-size-": [str(size.value) for size in TextSize],
    "tongue-": list(Tongue),
    "trade-": [trade.id for trade in TRADES],
    "paid-": list(PaidWhen),
    "strength-": list(Strength),
    "pay-per-": list(PayUnit),
    "month-": [str(month) for month in range(1, 13)],
    "logs-": list(CrashKind),
    "printer-is-": [state.value for state in PrinterState],
    "printer-on-": [*KINDS, "none"],
    "touch-was-": list(TouchKind),
    "result-": list(Result),
    "wages-": list(Paid),
    "complaint-kind-": list(ComplaintKind),
    "complaint-next-": list(ComplaintKind),
    "complaint-late-": list(ComplaintKind),
    "complaint-state-": list(ComplaintState),
    "complaint-step-": list(StepKind),
    "complaint-say-": list(OWN_HINTS),
    "wish-say-": list(OWN_HINTS),
    "say-": [speaking for speaking in Speaking if speaking not in OWN_HINTS],
    "say-trouble-": [trouble for trouble in VoiceTrouble if trouble is not VoiceTrouble.NO_MICROPHONE],
    "complaints-what-": list(ComplaintKind),
    "complaints-show-": [*ComplaintState, "unclosed"],
    "classes-is-": list(SignUpState),
    "wish-day-": ["0", "1"],
    "wish-reach-": ["phone", "comes"],
    "work-wish-is-": list(WishState),
    "wishes-column-": ["what", "who", "when", "state"],
    "day-weekday-": [str(day) for day in range(1, 8)],
    "match-": list(Reason),
    "picture-": list(SignInPicture),
    "zodiac-": list(Zodiac),
    "not-sent-": list(NotSentWhy),
    "refused-posting-": list(PostingState),
    "posting-state-": list(PostingState),
    "posting-source-": list(Source),
    "posting-do-": list(Act),
    "posting-did-": [act for act in Act if act not in LEAD_ELSEWHERE],
    "postings-show-": list(STATES),
    "fast-unit-": list(PayUnit),
    "fast-paid-": list(PaidWhen),
    "fast-offered-": list(OFFERED),
    "filter-": list(Filter),
    "near-": list(Means),
    "when-day-": ["0", "1", "2"],
    "employer-count-": list(FIGURES),
    "arrived-by-": list(Way),
    "outcome-do-": list(Deed),
    "outcome-missing-": list(Missing),
    "outcome-came-": list(Result),
    "outcome-wages-": list(Paid),
    "outcome-agreed-per-": list(PayUnit),
    "report-per-": list(PayUnit),
    "report-complaint-": list(ComplaintKind),
    "reports-": ["this-month", "last-month", "this-year", "twelve-months", "other"],
    "exchange-": [*Work, "in", "out", "xlsx", "csv"],
    "exchange-count-": list(RowStatus),
    "exchange-is-": [RowStatus.WARNED, RowStatus.REFUSED],
    "export-title-": ["postings", "people", "arrivals", "outcomes"],
    "export-state-": list(PostingState),
    "export-way-": list(Way),
    "export-result-": list(Result),
    "export-paid-": list(Paid),
    "export-consent-": list(Consent),
    "forget-reason-": list(ForgetReason),
    "log-about-": list(SubjectKind),
    "log-field-": list(PersonField),
    "log-how-": list(How),
    "log-is-": list(FLAGS),
    "refusal-": list(Refusal),
    "sync-state-": list(Outcome),
    "error-enrol-": ["offline", "unanswered", "cut", "portal", "certificate", "clock"],
    "county-row-": list(RowKind),
    "county-field-": [*FIELD_WORDS, OTHER],
    "county-state-": [*ClassState, *NoticeState, *SlipState, "waiting", "served", "gone"],
    "doctor-": [f"{found.check}-{found.case}" for found in possible()],
    "doctor-do-": [f"{found.check}-{found.case}" for found in possible() if found.light != Light.GREEN],
    "doctor-head-": list(COLUMNS),
    "doctor-light-": list(Light),
    "doctor-name-": sorted(checks()),
    "wizard-title-": [step for step in Step if step is not Step.READY],
    "wizard-no-": ["name", "region"],
    "refused-wizard-": ["name", "region", "phone"],
    "import-person-": list(RowNote),
    "import-person-not-kept-": [field for field in PersonField if field not in ("name", "trades")],
}
NOTICE_PARTS = ("title", "text", "button")


@cache
def nodes() -> tuple[ast.AST, ...]:
    """Every node of every module of the program."""
    paths = chain.from_iterable((ROOT / part).rglob("*.py") for part in ("kiosk", "ui", "sync/client"))
    trees = [ast.parse(path.read_text("utf-8"), str(path)) for path in paths]
    return tuple(node for tree in trees for node in ast.walk(tree))


def is_of_texts(call: ast.Call) -> bool:
    """Tell whether `call` asks the catalogue: `texts(...)`, `words.texts(...)`, `self._texts[language](...)`."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.strip("_") == "texts"
        case ast.Subscript(value=ast.Attribute(attr=name)):
            return name.strip("_") == "texts"
        case ast.Call(func=ast.Name(id="Texts")):
            return True
    return False


def asked() -> Iterator[ast.expr]:
    for node in nodes():
        if isinstance(node, ast.Call) and is_of_texts(node) and node.args:
            yield node.args[0]


def literals() -> set[str]:
    """Every string in the code that could be a key, wherever it stands."""
    return {
        node.value
        for node in nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value)
    }


def beginnings() -> set[str]:
    """What stands before the first `{` of every f-string that is a key's beginning, and what is written as one."""
    found = {
        node.value
        for node in nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and BEGINNING.fullmatch(node.value)
    }
    for node in nodes():
        if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
            found.add(str(node.values[0].value))
    return found


def error_kinds(kind: type[YizhanError] = YizhanError) -> Iterator[type[YizhanError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from error_kinds(child)


@pytest.fixture(params=list(Language), scope="module")
def texts(request: pytest.FixtureRequest) -> Texts:
    return Texts(request.param)


def test_every_key_written_in_the_code_is_in_the_catalogue(texts: Texts) -> None:
    keys = [node.value for node in asked() if isinstance(node, ast.Constant)]
    assert len(keys) > 40
    assert [key for key in keys if not texts.has(key)] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_every_member_of_a_family_of_keys_is_in_the_catalogue(texts: Texts, family: str) -> None:
    assert family in beginnings()
    assert [member for member in FAMILIES[family] if not texts.has(f"{family}{member}")] == []


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_notice_has_its_name_its_sentence_and_its_button(texts: Texts, kind: NoticeKind) -> None:
    for part in NOTICE_PARTS:
        assert texts.has(f"{kind.value}-{part}")


def test_every_error_has_its_sentence(texts: Texts) -> None:
    for kind in error_kinds():
        assert texts.has(kind.default_key), kind.__name__


def test_every_error_key_raised_anywhere_has_its_sentence(texts: Texts) -> None:
    kinds = {kind.__name__ for kind in error_kinds()}
    raised = [
        node.args[0].value
        for node in nodes()
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in kinds
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ]
    assert raised
    assert [key for key in raised if not texts.has(str(key))] == []


def test_the_catalogue_holds_no_message_that_nobody_asks_for() -> None:
    source = "\n".join(path.read_text("utf-8") for path in (ASSETS / "texts" / Language.EN).glob("*.ftl"))
    keys = re.findall(r"^([a-z][a-z0-9-]*) =", source, re.MULTILINE)
    known = literals() | set(re.findall(r"\{ ([a-z][a-z0-9-]+) \}", source))
    begun = tuple(beginning for beginning in beginnings() if re.fullmatch("[a-z-]+-", beginning))
    named = {f"{kind.value}-{part}" for kind in NoticeKind for part in NOTICE_PARTS}
    assert [key for key in keys if key not in known | named and not key.startswith(begun)] == []
