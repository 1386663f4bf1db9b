"""A connection to Kolada: one host, over TLS, within bounds of time and size."""

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
"""What every address that is asked for begins with."""
LARGEST = 20 * 1024 * 1024
"""So many bytes an answer may have."""
_SECONDS = 30.0
_WAITS = (2, 4, 8)
"""How many seconds there are between the tries, where the service has too much to do."""
_TOO_MANY, _FAULT_OF_THE_SERVICE = 429, 500
_HTTPS = 443
_PIECE = 64 * 1024
_WHAT_ELSE = message("nothing is changed; try again later, or read answers that were saved, with --from")


class Opener(Protocol):
    """What opens an address, as `urllib.request.OpenerDirector` does."""

    def open(self, fullurl: Request, *, timeout: float) -> IO[bytes]:
        """Return the answer; raises `HTTPError` where its status is no success, and `URLError` where there is none."""
        ...


class Connection:
    """Asks Kolada, and asks again where it has too much to do.

    Args:
        opener: what opens an address.
        sleep: what waits, some seconds.
        clock: gives the seconds since a fixed moment, as `time.monotonic` does.
    """

    def __init__(self, opener: Opener, sleep: Callable[[float], None], clock: Callable[[], float]) -> None:
        self._opener, self._sleep, self._clock = opener, sleep, clock

    def get(self, address: str) -> bytes:
        """Return the body of an answer.

        Raises:
            CannotWorkError: where there is none, or it is too large or too slow.
        """
        for wait in _WAITS:
            status, body = self._tried(address)
            if body is not None:
                return body
            if status != _TOO_MANY and status < _FAULT_OF_THE_SERVICE:
                raise _refused(status)
            self._sleep(wait)
            steps.step(0)
        status, body = self._tried(address)
        if body is None:
            raise _refused(status)
        return body

    def _tried(self, address: str) -> tuple[int, bytes | None]:
        """Return the status of an answer, and its body where it is a success."""
        asked = Request(address, headers={"Accept": "application/json", "User-Agent": f"anhorig/{__version__}"})  # noqa: S310 - `TOP` has said that it is https
        begun = self._clock()
        try:
            with self._opener.open(asked, timeout=_SECONDS) as answer:
                return 0, self._whole(answer, begun)
        except HTTPError as error:
            error.close()
            return error.code, None
        except URLError as error:
            raise _out_of_reach(_reason(error.reason)) from None
        except HTTPException:
            raise _out_of_reach(message("it breaks off its answer")) from None
        except OSError as error:
            raise _out_of_reach(_reason(error)) from None

    def _whole(self, answer: IO[bytes], begun: float) -> bytes:
        body = bytearray()
        while piece := answer.read(_PIECE):
            body += piece
            if len(body) > LARGEST:
                raise CannotWorkError(
                    message("an answer from Kolada is larger than {n} MiB, and is not read", n=LARGEST >> 20)
                )
            if self._clock() - begun > _SECONDS:
                raise _out_of_reach(message("it is too slow"))
        return bytes(body)


def opener() -> OpenerDirector:
    """Return what opens addresses of Kolada: only with TLS as the system has it, and through the system's proxy."""
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
    """Return whether an address is one that may be asked for."""
    try:
        parts = urlsplit(address)
        is_there = parts.hostname == HOST and parts.port in {None, _HTTPS}
    except ValueError:
        return False
    return is_there and parts.scheme == "https" and parts.username is None and parts.path.startswith("/v3/")


class SameHostOnly(HTTPRedirectHandler):
    """Follows no one to another host, nor out of TLS."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Return what to ask instead.

        Raises:
            CannotWorkError: where it is not of Kolada.
        """
        if not is_of_kolada(newurl):
            fp.close()
            raise CannotWorkError(message("Kolada refers to an address that is not its own, which is not followed"))
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _reason(error: object) -> Message | str:
    """Return why there is no answer; the numbers of TLS errors are others than the system's."""
    if isinstance(error, OSError) and not isinstance(error, ssl.SSLError):
        return reason_of(error)
    return str(getattr(error, "strerror", None) or error)


def _out_of_reach(reason: Message | str) -> CannotWorkError:
    return CannotWorkError(with_help(message("Kolada cannot be reached ({reason})", reason=reason), _WHAT_ELSE))


def _refused(status: int) -> CannotWorkError:
    return CannotWorkError(with_help(message("Kolada answers with the status {status}", status=status), _WHAT_ELSE))
