"""Asks git, guarded: only subcommands that read, and nothing that a repository's configuration names is run."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Literal

from anhorig_cli.errors import CannotWorkError
from anhorig_cli.source import message

Reading = Literal["cat-file", "log", "rev-parse"]
"""The subcommands that are ever run; `status`, `diff` and `show` refresh the index or run filters."""

SECONDS = 60
MOST_BYTES = 256_000_000
"""How long git may take to answer, and how much it may say: far above what plans need."""

_MOST_COMPLAINT = 4_000
_SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.sshCommand=false",
    "credential.helper=",
    "gpg.program=false",
    "gpg.ssh.program=false",
    "gpg.x509.program=false",
    "log.showSignature=false",
    "protocol.allow=never",
    "safe.bareRepository=explicit",  # a folder of the project that is made to look like a repository is none
)
_GUARDS = (
    "--no-pager",
    "--no-optional-locks",
    "--no-replace-objects",  # what was committed, not what somebody has put in its place
    "--literal-pathspecs",
    *(word for setting in _SETTINGS for word in ("-c", setting)),
)
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",  # goes before the repository's own `protocol.ext.allow`, which a `-c` does not
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LANGUAGE": "",
    "LC_ALL": "C",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What git said: its exit code, its output, and its first line of complaint."""

    code: int
    output: bytes
    complaint: str


def environment(surroundings: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for git: no variable of its own that could lead it elsewhere or make it run something."""
    kept = {name: value for name, value in surroundings.items() if not name.upper().startswith("GIT_")}
    return kept | _ENVIRONMENT


def git_program() -> str:
    """Return the path of git.

    Raises:
        CannotWorkError: where it is not installed; one in the folder we stand in, as Windows would find it, is not git.
    """
    folders = [folder for folder in os.get_exec_path() if os.path.isabs(folder)]  # noqa: PTH117 - text from the environment
    found = shutil.which("git", path=os.pathsep.join(folders))
    if found is None or str(Path(found).parent) not in {str(Path(folder)) for folder in folders}:
        raise CannotWorkError(message("git is not installed: it is needed to look at earlier versions"))
    return found


def ask(folder: Path, command: Reading, *arguments: str, given: bytes = b"") -> Answer:
    """Run a reading subcommand of git in a folder.

    Args:
        folder: where git looks for a repository, upwards.
        command: the subcommand.
        arguments: its options and arguments; what comes from a user stands after `--end-of-options`.
        given: what git reads on its standard input.

    Raises:
        CannotWorkError: where git is not there, takes too long, or says too much.
    """
    call = [git_program(), *_GUARDS, command, *arguments]
    with tempfile.TemporaryFile() as question, tempfile.TemporaryFile() as complaints:
        question.write(given)
        question.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603 - git, with the guards above
                call, cwd=folder, env=environment(os.environ), stdin=question, stdout=subprocess.PIPE, stderr=complaints
            )
        except (OSError, ValueError) as error:
            raise CannotWorkError(message("git cannot be run ({reason})", reason=str(error))) from None
        output = _output(process)
        complaints.seek(0)
        complaint = complaints.read(_MOST_COMPLAINT).decode(errors="replace")
    return Answer(process.returncode, output, complaint.partition("\n")[0])


def _output(process: "subprocess.Popen[bytes]") -> bytes:
    """Return what a process writes; one that takes too long or writes too much is ended."""
    clock = Timer(SECONDS, process.kill)
    clock.start()
    try:
        with process:
            stream = process.stdout
            output = stream.read(MOST_BYTES + 1) if stream else b""
            if len(output) > MOST_BYTES:
                process.kill()
    finally:
        in_time = clock.is_alive()
        clock.cancel()
    if len(output) > MOST_BYTES:
        raise CannotWorkError(message("git says more than can be read: name fewer plans"))
    if not in_time:
        raise CannotWorkError(message("git has not answered in {n} seconds", n=SECONDS))
    return output
