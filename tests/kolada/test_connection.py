"""The connection to Kolada: bounds, waits, and no other host."""

import io
import ssl
from email.message import Message
from http.client import IncompleteRead
from urllib.error import URLError
from urllib.request import BaseHandler, HTTPSHandler, Request
from urllib.response import addinfourl

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import CannotWorkError, ExitCode
from anhorig_cli.kolada import connection
from anhorig_cli.kolada.connection import LARGEST, TOP, is_of_kolada, opener
from anhorig_cli.vocabulary import Language
from kolada_answers import FakeKolada, Reply, envelope

BODY = envelope([])


def refusal(kolada: FakeKolada) -> str:
    """Return what is told where an address is asked for and there is no answer."""
    with pytest.raises(CannotWorkError) as refused:
        kolada.connection.get(f"{TOP}kpi")
    assert refused.value.exit_code is ExitCode.CANNOT_WORK
    return text_of(refused.value.message, Language.EN)


def test_an_answer_comes_as_it_is() -> None:
    kolada = FakeKolada({"kpi": BODY})
    assert kolada.connection.get(f"{TOP}kpi") == BODY
    assert kolada.slept == []


def test_after_too_many_questions_it_waits_and_asks_again() -> None:
    kolada = FakeKolada({"kpi": [429, BODY]})
    assert kolada.connection.get(f"{TOP}kpi") == BODY
    assert (kolada.slept, len(kolada.asked)) == ([2], 2)


def test_it_asks_again_when_the_service_has_failed_thrice() -> None:
    kolada = FakeKolada({"kpi": [500, 500, 500, BODY]})
    assert kolada.connection.get(f"{TOP}kpi") == BODY
    assert kolada.slept == [2, 4, 8]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_service_that_goes_on_failing_is_given_up(status: int) -> None:
    kolada = FakeKolada({"kpi": status})
    assert refusal(kolada).startswith(f"Kolada answers with the status {status} – nothing is changed; try again later")
    assert (kolada.slept, len(kolada.asked)) == ([2, 4, 8], 4)


@pytest.mark.parametrize("status", [400, 403, 404])
def test_a_refusal_is_told_at_once(status: int) -> None:
    kolada = FakeKolada({"kpi": status})
    assert f"status {status}" in refusal(kolada)
    assert (kolada.slept, len(kolada.asked)) == ([], 1)


def test_a_body_of_20_mib_is_read_and_a_larger_one_is_not() -> None:
    assert len(FakeKolada({"kpi": b" " * LARGEST}).connection.get(f"{TOP}kpi")) == LARGEST
    told = refusal(FakeKolada({"kpi": b" " * (25 << 20)}))
    assert told == "an answer from Kolada is larger than 20 MiB, and is not read"


def test_a_body_that_drips_is_given_up_after_half_a_minute() -> None:
    kolada = FakeKolada({"kpi": b" " * LARGEST})
    kolada.seconds_a_piece = 1
    assert refusal(kolada).startswith("Kolada cannot be reached (it is too slow)")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (URLError(OSError(-2, "Name or service not known")), "(Name or service not known)"),
        (URLError(TimeoutError("timed out")), "(timed out)"),
        (TimeoutError("timed out"), "(timed out)"),
        (URLError(ssl.SSLCertVerificationError(1, "certificate verify failed")), "(certificate verify failed)"),
        (URLError("unknown url type: http"), "(unknown url type: http)"),
        (ConnectionResetError(104, "Connection reset by peer"), "(Connection reset by peer)"),
        (IncompleteRead(b"{"), "(it breaks off its answer)"),
    ],
)
def test_a_network_that_fails_is_told_with_its_reason(error: Reply, told: str) -> None:
    assert refusal(FakeKolada({"kpi": error})).startswith(f"Kolada cannot be reached {told}")


@pytest.mark.parametrize(
    "address",
    [
        "http://api.kolada.se/v3/kpi",
        "https://kolada.example/v3/kpi",
        "https://api.kolada.se.example/v3/kpi",
        "https://api.kolada.se:8443/v3/kpi",
        "https://someone@api.kolada.se/v3/kpi",
        "https://api.kolada.se/v2/kpi",
        "https://api.kolada.se:port/v3/kpi",
        "https://[api.kolada.se/v3/kpi",
        "file:///etc/passwd",
        "//api.kolada.se/v3/kpi",
        "",
    ],
)
def test_an_address_elsewhere_is_not_of_kolada(address: str) -> None:
    assert not is_of_kolada(address)


def test_an_address_of_kolada_is() -> None:
    assert is_of_kolada(f"{TOP}kpi?title=a&page=2")
    assert is_of_kolada("https://api.kolada.se:443/v3/kpi")


class Redirecting(BaseHandler):
    """Answers in the place of the network: sends on to an address, and there gives the body."""

    handler_order = 1

    def __init__(self, to: str) -> None:
        self._to = to
        self.asked: list[str] = []

    def https_open(self, request: Request) -> addinfourl:
        self.asked.append(request.full_url)
        headers = Message()
        is_first = len(self.asked) == 1
        if is_first:
            headers["Location"] = self._to
        answer = addinfourl(io.BytesIO(b"" if is_first else BODY), headers, request.full_url, 302 if is_first else 200)
        answer.msg = ""  # type: ignore[attr-defined] # as `http.client` has it
        return answer


def redirected(to: str) -> tuple[connection.Connection, Redirecting]:
    director, answers = opener(), Redirecting(to)
    director.add_handler(answers)
    return connection.Connection(director, lambda _: None, lambda: 0.0), answers


def test_a_redirection_within_kolada_is_followed() -> None:
    asking, answers = redirected("/v3/kpi/")
    assert asking.get(f"{TOP}kpi") == BODY
    assert answers.asked == [f"{TOP}kpi", f"{TOP}kpi/"]


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("https://kolada.example/v3/kpi", "an address that is not its own"),
        ("http://api.kolada.se/v3/kpi", "an address that is not its own"),
        ("file:///etc/passwd", "the status"),
    ],
)
def test_a_redirection_elsewhere_is_refused(to: str, told: str) -> None:
    asking, answers = redirected(to)
    with pytest.raises(CannotWorkError) as refused:
        asking.get(f"{TOP}kpi")
    assert told in text_of(refused.value.message, Language.EN)
    assert answers.asked == [f"{TOP}kpi"]


def test_only_addresses_with_tls_can_be_opened() -> None:
    handled = [type(handler).__name__ for handler in opener().handlers]  # type: ignore[attr-defined] # typeshed has it not
    assert "HTTPSHandler" in handled
    assert not {"HTTPHandler", "FTPHandler", "FileHandler", "DataHandler"} & set(handled)
    assert ssl.create_default_context().verify_mode is ssl.CERT_REQUIRED
    assert issubclass(HTTPSHandler, BaseHandler)
