"""The server of `report --watch` and `site --serve`: some pages, to this computer only, while the command runs."""

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
from anhorig_cli.cli.faults import tell
from anhorig_cli.diagnostics import CannotWorkError, reason_of
from anhorig_cli.rendering.preview_page import PreviewState, preview_page
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import Language

HERE = "127.0.0.1"
_SECONDS_TO_ASK = 10


class Response(NamedTuple):
    """What is answered: the kind of file, its bytes, and what the page's policy knows its script by, where it has one.

    Where a page says itself what it may do, as a site's does, `is_own_policy` is set.
    """

    kind: str
    data: bytes
    nonce: str = ""
    is_own_policy: bool = False


class Pages(Protocol):
    """What a server answers with, the reader's language, and what to do with the address."""

    language: Language
    invitation: Message

    def answer(self, path: str) -> Response | None:
        """Return what there is at a path; None where there is nothing."""
        ...


class Preview:
    """Makes the page when it is asked for, one at a time, and remembers the last report that could be made.

    Args:
        state: tells the state of the files.
        show: makes what there is to show, given the last report.
        language: of what stands above the report.
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
        """Return the page, or the state that it asks for; no file is ever served."""
        if path == "/":
            nonce = secrets.token_urlsafe(16)
            return Response("text/html", self.page(nonce).encode(errors="replace"), nonce)
        return Response("text/plain", self.state().encode()) if path == "/state" else None

    def page(self, nonce: str) -> str:
        """Return the page; the state is asked for first, so that what is saved meanwhile is shown next."""
        with self._lock:
            state = self.state()
            shown = self._show(self._last)
            self._last = shown.page
            return preview_page(shown, self.language, state=state, nonce=nonce)


_KINDS = {".html": "text/html", ".csv": "text/csv", ".json": "application/json", ".atom": "application/atom+xml"}


class SitePages:
    """The files of a site in a folder, those that its list names: nothing else there is served."""

    invitation = message("open the address in a browser. End with Ctrl+C")

    def __init__(self, folder: Path, language: Language) -> None:
        self._folder = folder
        self.language = language

    def answer(self, path: str) -> Response | None:
        """Return a file of the site; the first page where none is named."""
        name = unquote(path.partition("?")[0].removeprefix("/")) or "index.html"
        data = made_file(self._folder, name)
        kind = _KINDS.get(PurePosixPath(name).suffix, "application/octet-stream")
        return Response(kind, data, is_own_policy=True) if data is not None else None


class PreviewServer(ThreadingHTTPServer):
    """Listens to this computer only."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # on Windows it would let another program take the port over

    def __init__(self, pages: Pages, port: int = 0) -> None:
        super().__init__((HERE, port), partial(_Answers, pages))
        self._language = pages.language

    def server_bind(self) -> None:
        """Take the address, without asking any name server what this computer is called."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HERE, int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - as http.server calls it
        """Say nothing of a browser that hung up; anything else is a bug, or what the system refuses."""
        error = sys.exception()
        if isinstance(error, Exception) and not isinstance(error, ConnectionError):
            tell(error, self._language)

    @property
    def address(self) -> str:
        """The page's address."""
        return f"http://{HERE}:{self.server_port}/"


class _Answers(BaseHTTPRequestHandler):
    """Answers GET of what there is, and nothing else."""

    server_version = "anhorig"
    sys_version = ""
    timeout = _SECONDS_TO_ASK

    def __init__(self, pages: Pages, *arguments: Any) -> None:
        self._pages = pages
        super().__init__(*arguments)

    def do_GET(self) -> None:
        """Answer."""
        if not self._is_asked_by_name():
            self.send_error(HTTPStatus.FORBIDDEN)
        elif found := self._pages.answer(self.path):
            self._answer(HTTPStatus.OK, found)
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _is_asked_by_name(self) -> bool:
        """Return whether the request is meant for this computer: a stranger's name that leads here is refused."""
        port = self.connection.getsockname()[1]
        hosts = self.headers.get_all("Host", [])
        return len(hosts) == 1 and hosts[0].lower() in {f"{HERE}:{port}", f"localhost:{port}"}

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002 - http.server's own way to refuse; nothing that was asked is repeated
        """Refuse, in one word."""
        if code == HTTPStatus.NOT_IMPLEMENTED:
            code = HTTPStatus.METHOD_NOT_ALLOWED
        self._answer(HTTPStatus(code), Response("text/plain", f"{HTTPStatus(code).phrase}\n".encode()))

    def _answer(self, status: HTTPStatus, answer: Response) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{answer.kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(answer.data)))
        for name, value in _headers(answer).items():
            self.send_header(name, value)
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET")
        self.end_headers()
        self.wfile.write(answer.data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's own name
        """Say nothing: the terminal is for what concerns the plan."""


def _headers(answer: Response) -> dict[str, str]:
    """Return the headers of every answer: nothing is fetched, kept or framed, and only the page's own script runs.

    Which script that is a site's page says itself.
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
    """Show pages until the user ends it.

    Raises:
        CannotWorkError: where the port is taken.
    """
    try:
        server = PreviewServer(pages, port)
    except OSError as error:
        raise CannotWorkError(
            message("port {port} cannot be used ({reason}): choose another", port=port, reason=reason_of(error))
        ) from None
    signal(SIGTERM, default_int_handler)  # whoever ends it otherwise than with Ctrl+C ends it as well
    with server, suppress(KeyboardInterrupt):
        sys.stdout.write(f"{server.address}\n")
        sys.stdout.flush()
        sys.stderr.write(text_of(pages.invitation, pages.language) + "\n")
        server.serve_forever()
