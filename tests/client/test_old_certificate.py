"""A clock that is wrong, and certificates over real TLS: which one is taken is judged before anything is told."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sync.client.transport import Transport, WrongCertificate, WrongClock

LOOPBACK = "127.0.0.1"
ANSWER = b"{}"
AUTHORITY, SERVER = (x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)]) for name in ("county", "central"))
AUTHORITY_KEY, SERVER_KEY = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())


def day(year: int) -> datetime:
    return datetime(year, 6, 1, tzinfo=UTC)


def ms(year: int) -> int:
    return int(day(year).timestamp() * 1000)


def signed(
    key: ec.EllipticCurvePrivateKey, name: x509.Name, *extensions: x509.ExtensionType, begin: int, end: int
) -> x509.Certificate:
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(AUTHORITY)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(day(begin))
        .not_valid_after(day(end))
    )
    for extension in extensions:
        made = made.add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
    return made.sign(AUTHORITY_KEY, hashes.SHA256())


def pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


class County:
    """A server on loopback that shows a certificate of its authority, and notes what it was asked."""

    def __init__(self, folder: Path) -> None:
        self._folder, self.asked, self.stays = folder, [], True
        self.authority = pem(
            signed(AUTHORITY_KEY, AUTHORITY, x509.BasicConstraints(ca=True, path_length=0), begin=2000, end=2100)
        )
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.shows(2019, 2021)
        county = self

        class Asked(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                county.asked.append(self.path)
                self.send_response(200)
                self.send_header("Content-Length", str(len(ANSWER)))
                if not county.stays:
                    self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(ANSWER)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:
                """The other end went away in mid handshake, as these tests have it do."""

        self._server = Server((LOOPBACK, 0), Asked)
        self._server.socket = self._context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"https://{LOOPBACK}:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def shows(self, begin: int, end: int) -> None:
        """From the next connection on, a certificate of these years."""
        address = x509.SubjectAlternativeName([x509.IPAddress(ip_address(LOOPBACK))])
        key = SERVER_KEY.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file = self._folder / "server.pem"
        file.write_text(pem(signed(SERVER_KEY, SERVER, address, begin=begin, end=end)) + key.decode())
        self._context.load_cert_chain(file)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    made = County(tmp_path)
    yield made
    made.close()


@pytest.fixture
def line(county: County) -> Iterator[Transport]:
    """Takes whatever the county's authority signed, until it knows what time it is."""
    with Transport(county.url, certificate=county.authority, check_time=False) as line:
        yield line


def ask(line: Transport, path: str) -> None:
    assert line.get(path, most=100).body == ANSWER


def test_a_certificate_of_another_time_is_the_clock_s_fault_and_nothing_is_told(county: County) -> None:
    with Transport(county.url, certificate=county.authority) as line, pytest.raises(WrongClock):
        ask(line, "/told")
    assert county.asked == []


def test_central_s_own_time_vouches_for_it(county: County, line: Transport) -> None:
    ask(line, "/time")
    line.hold_against(ms(2020))
    ask(line, "/told")
    assert county.asked == ["/time", "/told"]


@pytest.mark.parametrize("year", [2018, 2022])
def test_at_central_s_own_time_it_does_not_hold(county: County, line: Transport, year: int) -> None:
    ask(line, "/time")
    with pytest.raises(WrongCertificate):
        line.hold_against(ms(year))


@pytest.mark.parametrize("who_closes", ["central", "station"])
def test_each_later_connection_is_judged_by_central_s_time_before_anything_is_told(
    county: County, line: Transport, who_closes: str
) -> None:
    county.stays = who_closes == "station"
    ask(line, "/time")
    line.hold_against(ms(2020))
    if who_closes == "station":
        line.close()
    ask(line, "/told")
    county.shows(2010, 2012)
    if who_closes == "station":
        line.close()
    with pytest.raises(WrongCertificate):
        ask(line, "/stolen")
    assert county.asked == ["/time", "/told"]
