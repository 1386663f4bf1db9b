"""Values in little memory: what there is much of is kept packed, and unpacked one at a time."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar, cast

T = TypeVar("T")
K = TypeVar("K")


def pack(value: object) -> bytes:
    """Return a value packed, for `unpack` in the same run; views and findings take a tenth to a hundredth so."""
    import pickle  # noqa: PLC0415 - only for many plans
    import zlib  # noqa: PLC0415 - as above

    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), zlib.Z_BEST_SPEED)


def unpack(data: bytes) -> object:
    """Return the value that was packed."""
    import pickle  # noqa: PLC0415 - only for many plans
    import zlib  # noqa: PLC0415 - as above

    return cast("object", pickle.loads(zlib.decompress(data)))  # noqa: S301 - what `pack` made, in this run


class Packed(Generic[T]):
    """Values that were packed, in order; one can go through them as often as one likes."""

    def __init__(self, packed: Sequence[bytes]) -> None:
        self._packed = packed

    def __iter__(self) -> Iterator[T]:
        return (cast("T", unpack(data)) for data in self._packed)

    def __len__(self) -> int:
        return len(self._packed)


class Unpacking(Mapping[K, bytes]):
    """Bytes that were packed, by a key; each is unpacked when it is asked for, and not kept."""

    def __init__(self, packed: Mapping[K, bytes]) -> None:
        self._packed = packed

    def __getitem__(self, key: K) -> bytes:
        return cast("bytes", unpack(self._packed[key]))

    def __iter__(self) -> Iterator[K]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)
