"""Running git safely: only subcommands that read, and nothing that a repository's configuration names is run.

The one subcommand that writes, `init`, is only run if the user has said yes to it.
"""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO, Literal

from anhorig_cli.diagnostics import CannotWorkError, reason_of
from anhorig_cli.source import message

Reading = Literal["cat-file", "config", "log", "rev-parse", "version"]
"""The subcommands that read; `status`, `diff` and `show` are not used, since they refresh the index or run filters."""

OLDEST = 2, 31
"""The oldest git whose `rev-parse` supports `--end-of-options`, so that no revision is taken for an option."""

SECONDS = 30
MOST_BYTES = 256_000_000
"""The limits on git's running time and output: far above what plans need."""

_MOST_COMPLAINT = 4_000
_PIECE = 65_536
_USAGE = 129
_SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.sshCommand=false",
    "credential.helper=",
    "gpg.program=false",
    "gpg.ssh.program=false",
    "gpg.x509.program=false",
    "i18n.logOutputEncoding=UTF-8",
    "log.follow=false",
    "log.mailmap=false",  # the file that it names may be endless
    "log.showSignature=false",
    "protocol.allow=never",
    "safe.bareRepository=explicit",  # a folder in the project that is made to look like a bare repository is ignored
)
_GUARDS = (
    "--no-pager",
    "--no-optional-locks",
    "--no-replace-objects",  # the objects that were committed, not ones that replace them
    "--literal-pathspecs",
    *(word for setting in _SETTINGS for word in ("-c", setting)),
)
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",  # overrides the repository's own `protocol.ext.allow`, which a `-c` does not
    "GIT_GRAFT_FILE": os.devnull,  # as with replaced objects: the history is the one that was committed
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LANGUAGE": "",
    "LC_ALL": "C",
}


@dataclass(frozen=True, slots=True)
class GitOutput:
    """The result of running git: exit code, standard output, and the beginning of standard error."""

    code: int
    output: bytes
    complaints: str

    @property
    def complaint(self) -> str:
        """The line that says why it failed: the first error, else the first line."""
        lines = self.complaints.splitlines()
        errors = [line for line in lines if line.startswith(("fatal: ", "error: "))]
        return (errors or lines or [""])[0].removeprefix("fatal: ").removeprefix("error: ")

    @property
    def lacks_object(self) -> bool:
        """Whether it failed because an object is missing or damaged."""
        return self.code != 0 and _MISSING_OBJECT.search(self.complaints) is not None


_MISSING_OBJECT = re.compile(
    r"missing|corrupt|promisor|lazy fetching|transport .* not allowed|could not (?:fetch|parse|read)"
    r"|failed to traverse|inflate|is empty|unable to (?:find|parse|read|unpack)|bad (?:object|tree|packed)"
    r"|not a valid object|type of object|does not match"
    r"|unknown object type|garbage|unreadable|cannot read",
    re.IGNORECASE,
)


def environment(surroundings: Mapping[str, str]) -> dict[str, str]:
    """Return git's environment, without `GIT_*` variables, which could lead it elsewhere or make it run something."""
    kept = {name: value for name, value in surroundings.items() if not name.upper().startswith("GIT_")}
    return kept | _ENVIRONMENT


def git_program() -> str:
    """Return the path of git.

    Raises:
        CannotWorkError: it is not installed. A git in the working directory, as Windows would find it, is ignored.
    """
    folders = [folder for folder in os.get_exec_path() if os.path.isabs(folder)]  # noqa: PTH117 - text from the environment
    found = shutil.which("git", path=os.pathsep.join(folders))
    if found is None or str(Path(found).parent) not in {str(Path(folder)) for folder in folders}:
        raise CannotWorkError(
            message(
                "git is not installed: it is needed to look at earlier versions; install it, and begin with git init"
            )
        )
    return found


def ask(folder: Path, command: Reading, *arguments: str, stdin: bytes = b"") -> GitOutput:
    """Return the result of a reading subcommand of git in a folder.

    Args:
        folder: where git searches for a repository, and in the folders above.
        command: the subcommand.
        arguments: its options and arguments; those from a user come after `--end-of-options`.
        stdin: the bytes for git's standard input.

    Raises:
        CannotWorkError: git is not installed, takes too long, or prints too much.
    """
    return _run(folder, [command, *arguments], stdin)


def begin(folder: Path) -> None:
    """Create a repository in a folder, without hooks.

    Raises:
        CannotWorkError: git is not installed, or fails.
    """
    answer = _run(folder, ["init", "--quiet", "--template="], b"")
    if answer.code:
        raise CannotWorkError(message("git cannot be run ({reason})", reason=answer.complaint or "?"))


def _run(folder: Path, words: Sequence[str], stdin: bytes) -> GitOutput:
    call = [git_program(), *_GUARDS, *words]
    try:
        process = subprocess.Popen(  # noqa: S603 - git, with the guards above
            call,
            cwd=folder,
            env=environment(os.environ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,  # a process group of its own, which can be killed as a whole
        )
    except (OSError, ValueError) as error:
        raise CannotWorkError(message("git cannot be run ({reason})", reason=reason_of(error))) from None
    answer = _output_of(process, stdin)
    if answer.code == _USAGE:
        raise _too_old(answer)
    return answer


def _output_of(process: "subprocess.Popen[bytes]", stdin: bytes) -> GitOutput:
    """Return a process's result; one that takes too long or prints too much is killed, with its children."""
    output, complaints = bytearray(), bytearray()
    assert process.stdin and process.stdout and process.stderr  # noqa: S101, PT018 - they are pipes
    threads = [
        Thread(target=_write, args=(process.stdin, stdin), daemon=True),
        Thread(target=_read, args=(process.stdout, output, MOST_BYTES, lambda: _kill(process)), daemon=True),
        Thread(target=_read, args=(process.stderr, complaints, _MOST_COMPLAINT), daemon=True),
    ]
    try:
        for thread in threads:
            thread.start()
        is_done = _is_done(process, threads)
    except RuntimeError as error:  # no more threads can be started
        _kill(process)
        for stream in (process.stdin, process.stdout, process.stderr):
            stream.close()
        raise CannotWorkError(message("git cannot be run ({reason})", reason=str(error))) from None
    finally:
        if process.returncode is None or any(thread.is_alive() for thread in threads):
            _kill(process)
        code = process.wait()
    if len(output) > MOST_BYTES:
        raise CannotWorkError(message("git answers with more than can be read: name fewer plans"))
    if not is_done:
        raise CannotWorkError(message("git has not answered in {n} seconds", n=SECONDS))
    return GitOutput(code, bytes(output), os.fsdecode(bytes(complaints[:_MOST_COMPLAINT])))


def _is_done(process: "subprocess.Popen[bytes]", threads: Sequence[Thread]) -> bool:
    """Return whether a process ends in time, and with it every process that could write to its streams."""
    end = time.monotonic() + SECONDS
    for thread in threads:
        thread.join(max(end - time.monotonic(), 0))
    with suppress(subprocess.TimeoutExpired):
        process.wait(max(end - time.monotonic(), 0))
    return process.returncode is not None and not any(thread.is_alive() for thread in threads)


def _write(stream: IO[bytes], data: bytes) -> None:
    with suppress(OSError):  # git may end before it has read everything
        stream.write(data)
    with suppress(OSError):
        stream.close()


def _read(stream: IO[bytes], into: bytearray, most: int, when_full: Callable[[], None] = lambda: None) -> None:
    """Read a stream to its end, and keep little more than its first `most` bytes."""
    with stream:
        while piece := stream.read(_PIECE):
            if len(into) <= most:
                into += piece
            if len(into) > most:
                when_full()


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process, and its children if the system has process groups."""
    if hasattr(os, "killpg"):
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _too_old(answer: GitOutput) -> CannotWorkError:
    """Return the error for a git that does not know an option."""
    values = {"oldest": _version_text(OLDEST), "reason": answer.complaint}
    return CannotWorkError(message("git is too old: {oldest} or later is needed ({reason})", **values))


def refuse_old(folder: Path) -> None:
    """Check that git is new enough to be run safely; called only if a revision is not found, to explain that.

    Raises:
        CannotWorkError: git is too old.
    """
    found = re.search(rb"(\d+)\.(\d+)", ask(folder, "version").output)
    version = (int(found[1]), int(found[2])) if found else OLDEST
    if version < OLDEST:
        values = {"version": _version_text(version), "oldest": _version_text(OLDEST)}
        raise CannotWorkError(message("git {version} is too old: {oldest} or later is needed", **values))


def _version_text(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))
