"""Why the system refused is told in words that are translated."""

import errno

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import reason_of
from anhorig_cli.source import message
from anhorig_cli.vocabulary import Language


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), "filen eller mappen finns inte"),
        (PermissionError(errno.EACCES, "Permission denied"), "behörighet saknas"),
        (OSError(errno.ENOSPC, "No space left on device"), "disken är full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "disken är full"),
        (OSError(errno.EFBIG, "File too large"), "filen blir större än som är tillåtet här"),
        (OSError(errno.EIO, "Input/output error"), "disken svarar inte"),
        (OSError(errno.ELOOP, "Too many levels of symbolic links"), "länkar leder runt i en ring"),
        (OSError(errno.EMFILE, "Too many open files"), "för många filer är öppna"),
        (OSError(errno.EBADMSG, "Bad message"), "Bad message"),
        (ValueError("embedded null byte"), "embedded null byte"),
    ],
)
def test_the_reason_is_in_the_users_language_or_else_the_systems(error: OSError | ValueError, told: str) -> None:
    assert text_of(message("{reason}", reason=reason_of(error)), Language.SV) == told
