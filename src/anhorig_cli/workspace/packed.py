"""Large collections in little memory: values are kept compressed, and decompressed one at a time."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar, cast

from anhorig_cli.diagnostics import CannotWorkError, reason_of
from anhorig_cli.source import message

T = TypeVar("T")
K = TypeVar("K")


def pack(value: object) -> bytes:
    """Return a value pickled and compressed, for `unpack` in the same run; views and findings shrink to a tenth."""
    import pickle  # noqa: PLC0415 - only for many plans
    import zlib  # noqa: PLC0415 - as above

    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), zlib.Z_BEST_SPEED)


def unpack(data: bytes) -> object:
    """Return the value that `pack` was given."""
    import pickle  # noqa: PLC0415 - only for many plans
    import zlib  # noqa: PLC0415 - as above

    return cast("object", pickle.loads(zlib.decompress(data)))  # noqa: S301 - what `pack` made, in this run


class Packed(Generic[T]):
    """Packed values, in order; they can be iterated over any number of times."""

    def __init__(self, packed: Sequence[bytes]) -> None:
        self._packed = packed

    def __iter__(self) -> Iterator[T]:
        return (cast("T", unpack(data)) for data in self._packed)

    def __len__(self) -> int:
        return len(self._packed)


class Unpacking(Mapping[K, bytes]):
    """Packed bytes by key; each is unpacked on access, and not kept."""

    def __init__(self, packed: Mapping[K, bytes]) -> None:
        self._packed = packed

    def __getitem__(self, key: K) -> bytes:
        return cast("bytes", unpack(self._packed[key]))

    def __iter__(self) -> Iterator[K]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


_MOST_IN_MEMORY = 1_000_000
_PIECE = 250_000


class Spool(Mapping[str, Iterator[T]]):
    """Packed values by name, several per name: if they are large, in a temporary file instead of memory.

    The file has no name, and is removed with the spool. In a forked process it can neither be read nor added to.
    """

    def __init__(self) -> None:
        from tempfile import SpooledTemporaryFile  # noqa: PLC0415 - only for many files

        self._data = SpooledTemporaryFile(max_size=_MOST_IN_MEMORY)  # noqa: SIM115 - it is closed with the spool
        self._end = 0
        self._blobs: dict[str, array[int]] = {}  # the offset and length of each piece, in turn

    def __del__(self) -> None:
        """Close the temporary file, which removes it."""
        self._data.close()

    def add(self, name: str, packed: bytes) -> None:
        """Add one more packed value under a name.

        Raises:
            CannotWorkError: there is no room for it.
        """
        try:
            self._data.seek(self._end)
            self._data.write(packed)
        except OSError as error:
            text = message("the folder for temporary files has no room ({reason})", reason=reason_of(error))
            raise CannotWorkError(text) from None
        self._blobs.setdefault(name, array("Q")).extend((self._end, len(packed)))
        self._end += len(packed)

    def __getitem__(self, name: str) -> Iterator[T]:
        places = self._blobs[name]
        return (cast("T", unpack(self._read(*places[i : i + 2]))) for i in range(0, len(places), 2))

    def _read(self, start: int, length: int) -> bytes:
        self._data.seek(start)
        return self._data.read(length)

    def __iter__(self) -> Iterator[str]:
        return iter(self._blobs)

    def __len__(self) -> int:
        return len(self._blobs)


def put(spool: Spool[bytes], name: str, pieces: Iterable[bytes]) -> None:
    """Add bytes under a name, joining small pieces into larger ones; raises as `Spool.add`."""
    waiting, length = list[bytes](), 0
    for piece in pieces:
        waiting.append(piece)
        length += len(piece)
        if length >= _PIECE:
            spool.add(name, pack(b"".join(waiting)))
            waiting, length = [], 0
    spool.add(name, pack(b"".join(waiting)))
