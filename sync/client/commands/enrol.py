"""`yizhan-kiosk enrol URL CODE`: make this station one of the county's."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.care.places import places
from kiosk.services import open_station
from kiosk.texts.catalogue import Texts
from sync.client.enrolling import certificate_in, code_and_url, enrol

HELP = "make this station known to the central server, with the one-time code from there"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Address and code, or the text of the QR code in place of both."""
    parser.add_argument("url", metavar="URL", help="address of the central server, or the whole text of the QR code")
    parser.add_argument("code", metavar="CODE", nargs="?", default="", help="the one-time code")
    parser.add_argument(
        "--anew",
        action="store_true",
        help="of a station that is connected already: give up who it was there, keep its records and tell them again",
    )
    parser.add_argument("--certificate", type=Path, metavar="FILE", help="the county's own certificate authority")


def run(arguments: argparse.Namespace) -> int:
    """Enrol and say as which station."""
    texts = Texts(arguments.lang)
    url, code = code_and_url(arguments.url) or (arguments.url, arguments.code)
    certificate = certificate_in(arguments.certificate) if arguments.certificate else ""
    with open_station(places(arguments.data)) as station:
        known_as = enrol(station, url, code, certificate=certificate, anew=arguments.anew)
    print(texts("enrol-done", name=known_as.name, prefix=known_as.prefix))
    return 0
