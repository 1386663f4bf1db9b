"""A connection to Kolada: one host, over TLS, limited in time and size."""

import ssl
from collections.abc import Callable
from http.client import HTTPException, HTTPMessage
from typing import IO, Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from anhorig_cli import __version__, steps
from anhorig_cli.diagnostics import CannotWorkError, reason_of, with_help
from anhorig_cli.source import Message, message

HOST = "api.kolada.se"
TOP = f"https://{HOST}/v3/"
"""The beginning of every requested address."""
LARGEST = 20 * 1024 * 1024
"""The maximum size of an answer, in bytes."""
_SECONDS = 30.0
_WAITS = (2, 4, 8)
"""Seconds to wait between attempts when the service is overloaded."""
_TOO_MANY_REQUESTS, _SERVER_ERROR = 429, 500
_HTTPS = 443
_CHUNK = 64 * 1024
_HELP = message("nothing is changed; try again later, or read answers that were saved, with --from")


class Opener(Protocol):
    """Opens addresses, as `urllib.request.OpenerDirector` does."""

    def open(self, fullurl: Request, *, timeout: float) -> IO[bytes]:
        """Return the answer; raises `HTTPError` for an unsuccessful status and `URLError` without an answer."""
        ...


class Connection:
    """Sends requests to Kolada, and repeats them while it is overloaded.

    Args:
        opener: opens an address.
        sleep: waits for a number of seconds.
        clock: returns the seconds since a fixed moment, as `time.monotonic` does.
    """

    def __init__(self, opener: Opener, sleep: Callable[[float], None], clock: Callable[[], float]) -> None:
        self._opener, self._sleep, self._clock = opener, sleep, clock

    def get(self, address: str) -> bytes:
        """Return the body of an answer.

        Raises:
            CannotWorkError: where there is no answer, or it is too large or too slow.
        """
        for wait in _WAITS:
            status, body = self._answer_to(address)
            if body is not None:
                return body
            if status != _TOO_MANY_REQUESTS and status < _SERVER_ERROR:
                raise _refused(status)
            self._sleep(wait)
            steps.step(0)
        status, body = self._answer_to(address)
        if body is None:
            raise _refused(status)
        return body

    def _answer_to(self, address: str) -> tuple[int, bytes | None]:
        """Return 0 and the body of an answer, or the HTTP status of an unsuccessful one and None."""
        request = Request(address, headers={"Accept": "application/json", "User-Agent": f"anhorig/{__version__}"})  # noqa: S310 - `TOP` and `is_of_kolada` ensure https
        started = self._clock()
        try:
            with self._opener.open(request, timeout=_SECONDS) as answer:
                return 0, self._read_body(answer, started)
        except HTTPError as error:
            error.close()
            return error.code, None
        except URLError as error:
            raise _out_of_reach(_reason(error.reason)) from None
        except HTTPException:
            raise _out_of_reach(message("it breaks off its answer")) from None
        except OSError as error:
            raise _out_of_reach(_reason(error)) from None

    def _read_body(self, answer: IO[bytes], started: float) -> bytes:
        body = bytearray()
        while chunk := answer.read(_CHUNK):
            body += chunk
            if len(body) > LARGEST:
                raise CannotWorkError(
                    message("an answer from Kolada is larger than {n} MiB, and is not read", n=LARGEST >> 20)
                )
            if self._clock() - started > _SECONDS:
                raise _out_of_reach(message("it is too slow"))
        return bytes(body)


def opener() -> OpenerDirector:
    """Return the opener of Kolada's addresses: TLS as the system verifies it, through the system's proxy."""
    director = OpenerDirector()
    for handler in (
        ProxyHandler(),
        HTTPSHandler(context=ssl.create_default_context()),
        HTTPDefaultErrorHandler(),
        HTTPErrorProcessor(),
        SameHostOnly(),
        UnknownHandler(),
    ):
        director.add_handler(handler)
    return director


def is_of_kolada(address: str) -> bool:
    """Return whether an address is Kolada's API, over https, so that it may be requested."""
    try:
        parts = urlsplit(address)
        is_host = parts.hostname == HOST and parts.port in {None, _HTTPS}
    except ValueError:
        return False
    return is_host and parts.scheme == "https" and parts.username is None and parts.path.startswith("/v3/")


class SameHostOnly(HTTPRedirectHandler):
    """Refuses redirects to another host or out of TLS."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Return the request to follow.

        Raises:
            CannotWorkError: where its address is not Kolada's.
        """
        if not is_of_kolada(newurl):
            fp.close()
            raise CannotWorkError(message("Kolada refers to an address that is not its own, which is not followed"))
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _reason(error: object) -> Message | str:
    """Return why there is no answer; the numbers of TLS errors are not the system's."""
    if isinstance(error, OSError) and not isinstance(error, ssl.SSLError):
        return reason_of(error)
    return str(getattr(error, "strerror", None) or error)


def _out_of_reach(reason: Message | str) -> CannotWorkError:
    return CannotWorkError(with_help(message("Kolada cannot be reached ({reason})", reason=reason), _HELP))


def _refused(status: int) -> CannotWorkError:
    return CannotWorkError(with_help(message("Kolada answers with the status {status}", status=status), _HELP))
