"""`anhorig report --watch`: one page, for this computer only, that follows the plan."""

import http.client
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from anhorig_cli.cli import preview as preview_room
from anhorig_cli.cli.preview import Preview, PreviewServer
from anhorig_cli.rendering.preview_page import PreviewState
from anhorig_cli.vocabulary import Language
from command_line import Anhorig

PLAN = "titel: Vår plan\ndelmål: [{id: a, titel: A, senast: 2026-12-31}]\n"
Ask = Callable[..., tuple[int, dict[str, str], str]]


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "plans" / "plan-a.yaml"
    path.parent.mkdir()
    path.write_text(PLAN, encoding="utf-8")
    (tmp_path / "anhorig.yaml").touch()
    monkeypatch.chdir(tmp_path)
    return path


@pytest.fixture
def watch(anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch) -> Callable[..., "Watched"]:
    """Return a function that gives what the command would serve, without serving it."""

    def watched(*arguments: object) -> "Watched":
        given: list[Preview] = []

        def keep(preview: Preview, *_: object) -> None:
            given.append(preview)

        monkeypatch.setattr(preview_room, "serve", keep)
        assert anhorig("report", *arguments, "--watch").code == 0
        return Watched(given[0])

    return watched


class Watched:
    """A preview that is served while it is asked."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview

    @contextmanager
    def served(self) -> Iterator[Ask]:
        with PreviewServer(self.preview) as server:
            thread = Thread(target=server.serve_forever, args=(0.01,))
            thread.start()

            def ask(path: str = "/", method: str = "GET", host: str | None = None) -> tuple[int, dict[str, str], str]:
                connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
                name = host.replace("PORT", str(server.server_port)) if host is not None else None
                connection.putrequest(method, path, skip_host=name is not None)
                if name:
                    connection.putheader("Host", name)
                connection.endheaders()
                answer = connection.getresponse()
                text = answer.read().decode()
                connection.close()
                return answer.status, dict(answer.getheaders()), text

            try:
                yield ask
            finally:
                server.shutdown()
                thread.join()


def test_the_report_is_shown_with_the_findings_above_it(plan: Path, watch: Callable[..., Watched]) -> None:
    with watch(plan, "--as-of", "2027-02-01").served() as ask:
        status, headers, page = ask()
    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Vår plan" in page
    assert page.index("ANH301") < page.index("<h1>")


def test_it_follows_the_plan(plan: Path, watch: Callable[..., Watched]) -> None:
    with watch("--as-of", "2026-02-01").served() as ask:
        first, (_, _, page) = ask("/state")[2], ask()
        assert f'data-state="{first}"' in page
        assert ask("/state")[2] == first
        plan.write_text(PLAN.replace("Vår", "Er nya"), encoding="utf-8")
        assert ask("/state")[2] != first
        assert "Er nya plan" in ask()[2]


def test_a_broken_plan_leaves_the_last_report_and_says_what_is_wrong(plan: Path, watch: Callable[..., Watched]) -> None:
    with watch("--as-of", "2026-02-01").served() as ask:
        ask()
        plan.write_text(PLAN.replace("2026-12-31", "2026-12-32"), encoding="utf-8")
        page = ask()[2]
        assert "plans/plan-a.yaml:2:36" in page
        assert "rapporten nedanför är den senaste som gick att göra." in page
        assert "<h1>Vår plan</h1>" in page
        plan.unlink()
        page = ask()[2]
        assert "filen eller mappen finns inte" in page
        assert "<h1>Vår plan</h1>" in page


def test_a_plan_that_is_broken_from_the_start_has_no_report_yet(plan: Path, watch: Callable[..., Watched]) -> None:
    plan.write_text("titel: [\n", encoding="utf-8")
    with watch().served() as ask:
        assert "Rapporten visas här så snart planen går att läsa." in ask()[2]
        plan.write_text(PLAN, encoding="utf-8")
        assert "<h1>Vår plan</h1>" in ask()[2]


def test_it_follows_settings_and_templates_too(plan: Path, watch: Callable[..., Watched], tmp_path: Path) -> None:
    own = tmp_path / "templates" / "egen.html.j2"
    own.parent.mkdir()
    own.write_text("<body><p>Ett {{ plan.title }}</p>", encoding="utf-8")
    with watch(plan, "--template", "egen").served() as ask:
        first, page = ask("/state")[2], ask()[2]
        assert "<p>Ett Vår plan</p>" in page
        own.write_text("<body><p>Två {{ plan.titl }}</p>", encoding="utf-8")
        second, page = ask("/state")[2], ask()[2]
        assert "templates/egen.html.j2" in page
        assert "<p>Ett Vår plan</p>" in page
        (tmp_path / "anhorig.yaml").write_text("okänd: 1\n", encoding="utf-8")
        assert len({first, second, ask("/state")[2]}) == 3
        assert "anhorig.yaml:1:1" in ask()[2]


def test_a_template_elsewhere_is_followed(plan: Path, watch: Callable[..., Watched], tmp_path: Path) -> None:
    own = tmp_path / "elsewhere" / "egen.html.j2"
    own.parent.mkdir()
    own.write_text("<p>Ett</p>", encoding="utf-8")
    with watch(plan, "--template", own).served() as ask:
        first = ask("/state")[2]
        own.write_text("<p>Två nu</p>", encoding="utf-8")
        assert ask("/state")[2] != first


def test_a_plan_outside_any_project_is_followed(plan: Path, watch: Callable[..., Watched], tmp_path: Path) -> None:
    (tmp_path / "anhorig.yaml").unlink()
    with watch(plan).served() as ask:
        first = ask("/state")[2]
        plan.write_text(PLAN + "mål: Nytt\n", encoding="utf-8")
        assert ask("/state")[2] != first


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:PORT",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost.evil.example:PORT",
        "",
        "0.0.0.0:PORT",
    ],
)
@pytest.mark.parametrize("path", ["/", "/state"])
def test_a_strangers_name_that_leads_here_is_refused(
    path: str, host: str, plan: Path, watch: Callable[..., Watched]
) -> None:
    with watch(plan).served() as ask:
        status, _, text = ask(path, host=host)
        assert (status, text) == (403, "Forbidden\n")
        assert ask(path, host="LocalHost:PORT")[0] == 200


def test_two_host_headers_are_refused(plan: Path, watch: Callable[..., Watched]) -> None:
    with PreviewServer(watch(plan).preview) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as asking:
            host = f"Host: 127.0.0.1:{server.server_port}\r\n"
            asking.sendall(f"GET / HTTP/1.1\r\n{host}Host: evil.example\r\n\r\n".encode())
            assert b" 403 " in asking.recv(100)
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "X<script>"])
def test_only_get_is_answered(method: str, plan: Path, watch: Callable[..., Watched]) -> None:
    with watch(plan).served() as ask:
        status, headers, text = ask(method=method)
    assert (status, headers["Allow"]) == (405, "GET")
    assert text in {"", "Method Not Allowed\n"}


@pytest.mark.parametrize(
    "path",
    ["/plans/plan-a.yaml", "/anhorig.yaml", "/../etc/passwd", "//etc/passwd", "/?a", "/state/", "*", "http://x/"],
)
def test_no_file_is_served(path: str, plan: Path, watch: Callable[..., Watched]) -> None:
    with watch(plan).served() as ask:
        assert ask(path, host="localhost:PORT")[::2] == (404, "Not Found\n")


def test_the_page_may_run_its_own_script_and_fetch_nothing(plan: Path, watch: Callable[..., Watched]) -> None:
    with watch(plan).served() as ask:
        (_, headers, page), (_, others, _) = ask(), ask()
    policy = headers["Content-Security-Policy"]
    nonce = re.findall(r'<script nonce="([\w-]+)">', page)
    assert policy.startswith("default-src 'none'; ")
    assert [f"'nonce-{one}'" for one in nonce] == re.findall(r"'nonce-[^']+'", policy)
    assert policy != others["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Python" not in headers["Server"]


def test_it_listens_to_this_computer_only(plan: Path, watch: Callable[..., Watched]) -> None:
    with PreviewServer(watch(plan).preview) as server:
        assert server.socket.getsockname()[0] == "127.0.0.1"
        assert server.address == f"http://127.0.0.1:{server.server_port}/"


def test_the_command_says_its_address_and_ends_when_asked(plan: Path) -> None:
    command = [sys.executable, "-m", "anhorig_cli", "report", str(plan), "--watch", "--language", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/\n", running.stdout.readline())
            assert found
            connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=10)
            connection.request("GET", "/")
            assert "Vår plan" in connection.getresponse().read().decode()
            connection.close()
            assert running.stderr is not None
            assert running.stderr.readline().endswith("End with Ctrl+C\n")
            running.terminate()  # and not SIGINT, which a shell keeps from what it runs in the background
            assert running.wait(timeout=10) == 0
        finally:
            running.kill()


def test_a_port_that_is_taken(plan: Path, anhorig: Anhorig) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = anhorig("report", plan, "--watch", "--port", port, "--language", "en")
    assert run.code == 3
    assert run.err.startswith(f"port {port} cannot be used (")


def test_several_plans_are_too_many(plan: Path, anhorig: Anhorig) -> None:
    (plan.parent / "plan-b.yaml").write_text("titel: B\n", encoding="utf-8")
    run = anhorig("report", "--watch", "--language", "en")
    assert (run.code, run.err) == (
        2,
        "--watch shows one plan, and here are 2: name one of plans/plan-a.yaml, plans/plan-b.yaml\n",
    )


@pytest.mark.parametrize("option", [("--template", "none-such"), ("--as-of", "soon"), ("--language", "no")])
def test_what_is_wrongly_asked_for_is_said_at_once(option: tuple[str, str], plan: Path, anhorig: Anhorig) -> None:
    run = anhorig("report", plan, "--watch", *option)
    assert run.code == 2
    assert option[1] in run.err


@pytest.mark.parametrize("option", [("-o", "r.html"), ("--format", "md"), ("--letterhead", "brev.docx")])
def test_it_writes_nothing(option: tuple[str, str], plan: Path, anhorig: Anhorig) -> None:
    run = anhorig("report", plan, "--watch", *option, "--language", "en")
    assert (run.code, run.err) == (
        2,
        "--watch shows a web page: leave out -o, --format and --letterhead\n",
    )


def test_with_leave_it_tells_what_others_contribute_and_follows_their_plans(
    plan: Path, watch: Callable[..., Watched], tmp_path: Path
) -> None:
    other = tmp_path.parent / f"{tmp_path.name}-ale" / "plans" / "ale.yaml"
    other.parent.mkdir(parents=True)
    text = "titel: Ale\ndelmål: [{id: b, titel: Ale gör det, senast: 2026-12-31, bidrar_till: plan-a/a}]\n"
    other.write_text(text, encoding="utf-8")
    (tmp_path / "anhorig.yaml").write_text(f"andra_planer: [../{tmp_path.name}-ale/plans]\n", encoding="utf-8")
    with watch(plan, "--with-others").served() as ask:
        before = ask("/state")[2]
        assert "Ale gör det" in ask()[2]
        other.write_text(text.replace("gör det", "gör mer"), encoding="utf-8")
        assert ask("/state")[2] != before
        assert "Ale gör mer" in ask()[2]
    with watch(plan).served() as ask:
        assert "Ale gör" not in ask()[2]


@pytest.mark.parametrize(
    ("error", "said"), [(BrokenPipeError(), False), (ConnectionResetError(), False), (ValueError(), True)]
)
def test_a_browser_that_hangs_up_is_not_told_of(
    error: Exception, said: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    with PreviewServer(Preview(lambda: "", lambda _: PreviewState("", True, ()), Language.SV)) as server:
        try:
            raise error
        except (OSError, ValueError):
            server.handle_error(None, None)
    assert ("fel i själva anhorig (ValueError" in capsys.readouterr().err) is said
