"""`yizhan-kiosk postings`: what the station has."""

from __future__ import annotations

import argparse
import json
from datetime import date

from kiosk.care.places import places
from kiosk.desk.exchange.trade_words import TradeFinder
from kiosk.desk.exchange.wire import posting_json
from kiosk.domain.posting import Posting
from kiosk.errors import UnknownThing
from kiosk.services import open_station
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import days_line, hours_line, pay_line, wanted_line

HELP = "list the postings that the station has"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which postings, and in what form."""
    parser.add_argument("--trade", metavar="T", help="only those of one trade: its id, its name or another word for it")
    parser.add_argument("--json", action="store_true", help="print them as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print the postings, of whatever state, by first day; `UnknownThing` for a trade that nobody knows."""
    trade = _trade(arguments.trade) if arguments.trade is not None else None
    with open_station(places(arguments.data)) as station:
        found = station.postings.all(trade)
        today = station.today
    if arguments.json:
        print(json.dumps([posting_json(posting) for posting in found], ensure_ascii=False, indent=1))
    else:
        texts = Texts(arguments.lang)
        print("\n".join(_line(posting, texts, today=today) for posting in found) or texts("import-no-postings"))
    return 0


def _trade(words: str) -> str:
    trade = TradeFinder().find(words)
    if trade is None:
        raise UnknownThing("import-unknown-trade", what=words)
    return trade


def _line(posting: Posting, texts: Texts, *, today: date) -> str:
    return "  ".join(
        (
            posting.id,
            texts(f"trade-{posting.trade}"),
            pay_line(posting.pay, texts),
            days_line(posting, texts, today=today),
            hours_line(posting, texts),
            wanted_line(posting, texts),
            posting.employer_name,
            posting.place,
        )
    )
