"""Addresses for drafts: the mailboxes of roles, in a file beside the project that is not kept in git."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from anhorig_cli.diagnostics import Diagnostic, RefusedError, Severity
from anhorig_cli.loading.files import decode, read_bytes
from anhorig_cli.loading.folder import read_yaml
from anhorig_cli.loading.project_loader import Settings
from anhorig_cli.nodes import Node, Scalar, is_absent, location
from anhorig_cli.places import is_file
from anhorig_cli.rules import reading
from anhorig_cli.rules.privacy.personal_email import is_one_address, is_personal_address, personal_email
from anhorig_cli.source import message
from anhorig_cli.vocabulary import folded

ADDRESS_FILE = Path(".anhorig") / "adresser.yaml"


def addresses_of(settings: Iterable[Settings]) -> Mapping[str, str]:
    """Return the mailbox of each role, unit or party, by its folded name, from the projects' address files.

    Each line of such a file is a role and the address of its mailbox. Where two projects name a role, the first counts.

    Raises:
        RefusedError: where a file cannot be read, or has a value that is no address or looks like a person's own.
    """
    found: dict[str, str] = {}
    for one in settings:
        path = one.folder / ADDRESS_FILE if one.folder else None
        if path is not None and is_file(path):
            found = _read(path) | found
    return found


def _read(path: Path) -> dict[str, str]:
    name = ADDRESS_FILE.as_posix()
    data = read_bytes(name, path)
    if isinstance(data, Diagnostic):
        raise RefusedError([data])
    source, flaws = decode(name, data)
    read = read_yaml(source) if source is not None else None
    flaws += read.diagnostics if read else []
    found = _addresses(read.root.pairs(), flaws) if read and read.root else {}
    flaws = [one for one in flaws if one.rule is not reading.EMPTY_FILE]
    if flaws:
        raise RefusedError(flaws)
    return found


def _addresses(pairs: Iterable[tuple[Scalar, Node]], flaws: list[Diagnostic]) -> dict[str, str]:
    """Return the address of each name, folded; add what is wrong with the others to `flaws`."""
    found: dict[str, str] = {}
    for key, value in pairs:
        flaw = _flaw(value)
        if flaw is not None:
            flaws.append(flaw)
        elif isinstance(value, Scalar) and not is_absent(value):
            found[folded(key.value)] = value.value.strip()
    return found


def _flaw(value: Node) -> Diagnostic | None:
    """Return the finding on a value that is not the address of a function's mailbox; None where it is, or is absent."""
    if is_absent(value):
        return None
    if not isinstance(value, Scalar) or not is_one_address(value.value.strip()):
        flaw = message("this is not an e-mail address")
        return reading.WRONG_KIND.at(location(value), flaw, message("write one address, such as support@town.example"))
    if is_personal_address(value.value.strip()):
        flaw = message("an e-mail address here looks like a person's own")
        diagnostic = personal_email.rule.at(
            location(value), flaw, message("write the address of the function, or none")
        )
        return diagnostic._replace(severity=Severity.ERROR)
    return None
