"""The server of `report --watch` and `site --serve`: pages for this computer only, while the command runs."""

import os
import secrets
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from signal import SIGTERM, default_int_handler, signal
from socketserver import TCPServer
from threading import Lock
from typing import Any, NamedTuple, Protocol
from urllib.parse import unquote

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.disk.site_folder import made_file
from anhorig_cli.cli.faults import report_error
from anhorig_cli.diagnostics import CannotWorkError, reason_of
from anhorig_cli.rendering.preview_page import PreviewState, preview_page
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import Language

HERE = "127.0.0.1"
_REQUEST_TIMEOUT = 10


class Response(NamedTuple):
    """A response: its media type, its bytes, and the nonce by which the page's policy allows its script, if any.

    `is_own_policy` is set for the pages of a site, which contain their own policy.
    """

    kind: str
    data: bytes
    nonce: str = ""
    is_own_policy: bool = False


class Pages(Protocol):
    """The pages of a server, the reader's language, and the text that is printed with the address."""

    language: Language
    invitation: Message

    def answer(self, path: str) -> Response | None:
        """Return the response for a path; None if there is nothing."""
        ...


class Preview:
    """Makes the page when it is requested, one at a time, and keeps the last report that could be made.

    Args:
        state: returns the state of the files.
        show: returns what to show, given the last report.
        language: the language of the text above the report.
    """

    invitation = message("open the address in a browser; the report is updated when you save. End with Ctrl+C")

    def __init__(
        self, state: Callable[[], str], show: Callable[[str | None], PreviewState], language: Language
    ) -> None:
        self.state = state
        self._show = show
        self.language = language
        self._last: str | None = None
        self._lock = Lock()

    def answer(self, path: str) -> Response | None:
        """Return the page, or the state that its script requests; no file is ever served."""
        if path == "/":
            nonce = secrets.token_urlsafe(16)
            return Response("text/html", self.page(nonce).encode(errors="replace"), nonce)
        return Response("text/plain", self.state().encode()) if path == "/state" else None

    def page(self, nonce: str) -> str:
        """Return the page; the state is read first, so that a file saved meanwhile is shown the next time."""
        with self._lock:
            state = self.state()
            shown = self._show(self._last)
            self._last = shown.page
            return preview_page(shown, self.language, state=state, nonce=nonce)


_KINDS = {".html": "text/html", ".csv": "text/csv", ".json": "application/json", ".atom": "application/atom+xml"}


class SitePages:
    """The files of a site in a folder: only those that its list names are served."""

    invitation = message("open the address in a browser. End with Ctrl+C")

    def __init__(self, folder: Path, language: Language) -> None:
        self._folder = folder
        self.language = language

    def answer(self, path: str) -> Response | None:
        """Return a file of the site; the first page if none is named."""
        name = unquote(path.partition("?")[0].removeprefix("/")) or "index.html"
        data = made_file(self._folder, name)
        kind = _KINDS.get(PurePosixPath(name).suffix, "application/octet-stream")
        return Response(kind, data, is_own_policy=True) if data is not None else None


class PreviewServer(ThreadingHTTPServer):
    """Listens to this computer only."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # on Windows, it would let another program take over the port

    def __init__(self, pages: Pages, port: int = 0) -> None:
        super().__init__((HERE, port), partial(_RequestHandler, pages))
        self._language = pages.language

    def server_bind(self) -> None:
        """Bind the address, without asking a name server for this computer's name."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HERE, int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - as http.server calls it
        """Print the current error, unless a browser has closed the connection."""
        error = sys.exception()
        if isinstance(error, Exception) and not isinstance(error, ConnectionError):
            report_error(error, self._language)

    @property
    def address(self) -> str:
        """The page's address."""
        return f"http://{HERE}:{self.server_port}/"


class _RequestHandler(BaseHTTPRequestHandler):
    """Handles GET requests for existing pages, and refuses all others."""

    server_version = "anhorig"
    sys_version = ""
    timeout = _REQUEST_TIMEOUT

    def __init__(self, pages: Pages, *arguments: Any) -> None:
        self._pages = pages
        super().__init__(*arguments)

    def do_GET(self) -> None:
        """Send the page that is requested."""
        if not self._names_this_computer():
            self.send_error(HTTPStatus.FORBIDDEN)
        elif found := self._pages.answer(self.path):
            self._send(HTTPStatus.OK, found)
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _names_this_computer(self) -> bool:
        """Return whether the request names this computer: another host name that resolves to it is refused."""
        port = self.connection.getsockname()[1]
        hosts = self.headers.get_all("Host", [])
        return len(hosts) == 1 and hosts[0].lower() in {f"{HERE}:{port}", f"localhost:{port}"}

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002 - as http.server calls it; nothing of the request is repeated
        """Send an error that consists of its status phrase."""
        if code == HTTPStatus.NOT_IMPLEMENTED:
            code = HTTPStatus.METHOD_NOT_ALLOWED
        self._send(HTTPStatus(code), Response("text/plain", f"{HTTPStatus(code).phrase}\n".encode()))

    def _send(self, status: HTTPStatus, answer: Response) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{answer.kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(answer.data)))
        for name, value in _headers(answer).items():
            self.send_header(name, value)
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET")
        self.end_headers()
        self.wfile.write(answer.data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in http.server
        """Log nothing: the terminal is for what concerns the plan."""


def _headers(answer: Response) -> dict[str, str]:
    """Return the headers of a response: nothing is fetched, cached or framed, and only the page's own script runs.

    For a page of a site, its own policy says which script that is.
    """
    script = f"script-src 'nonce-{answer.nonce}'; connect-src 'self'; " if answer.nonce else ""
    if answer.is_own_policy:
        script = "script-src 'unsafe-inline'; "
    return {
        "Content-Security-Policy": f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; {script}"
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }


def serve(pages: Pages, port: int) -> None:
    """Serve pages until the user ends it.

    Raises:
        CannotWorkError: if the port cannot be used.
    """
    try:
        server = PreviewServer(pages, port)
    except OSError as error:
        raise CannotWorkError(
            message("port {port} cannot be used ({reason}): choose another", port=port, reason=reason_of(error))
        ) from None
    signal(SIGTERM, default_int_handler)  # so that SIGTERM ends it as Ctrl+C does
    with server, suppress(KeyboardInterrupt):
        sys.stdout.write(f"{server.address}\n")
        sys.stdout.flush()
        sys.stderr.write(text_of(pages.invitation, pages.language) + "\n")
        server.serve_forever()
