"""Findings in order, however many: those of many plans are kept packed, and unpacked a few plans at a time."""

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple, cast

from anhorig_cli.diagnostics import Diagnostic, Related, Rule, Severity
from anhorig_cli.source import FileName, Message
from anhorig_cli.workspace.packed import pack, unpack

Tally = Counter[tuple[Rule, Severity]]
"""How often each rule is broken, and how seriously."""


class FindingsChunk(NamedTuple):
    """Some findings in order, packed where `data` is bytes; `ends` are the first of them and the last."""

    tally: Tally
    ends: tuple[Diagnostic, ...]
    data: tuple[Diagnostic, ...] | bytes

    @classmethod
    def of(cls, found: Iterable[Diagnostic], *, packed: bool = False) -> "FindingsChunk":
        """Return a chunk of findings in any order."""
        ordered = tuple(sorted(found, key=_key))
        tally = Counter((one.rule, one.severity) for one in ordered)
        return cls(tally, (*ordered[:1], *ordered[-1:]), pack(ordered) if packed else ordered)

    def unpacked(self) -> tuple[Diagnostic, ...]:
        """Return the findings."""
        return cast("tuple[Diagnostic, ...]", unpack(self.data)) if isinstance(self.data, bytes) else self.data


class Findings:
    """Findings by file and line; one can go through them as often as one likes.

    A finding takes a kilobyte, and ten thousand plans may have some hundred thousand findings; packed they take a
    hundredth of that.
    """

    def __init__(
        self,
        chunks: Sequence[FindingsChunk],
        more: Iterable[Diagnostic] = (),
        wanted: Callable[[Rule], bool] = lambda _: True,
        called: Callable[[str], str] | None = None,
    ) -> None:
        """Put findings together.

        Args:
            chunks: the findings of the plans.
            more: other findings, which stand among them.
            wanted: tells the rules whose findings are meant.
            called: gives the name of a file as it is reported, where that is not the one that was typed.
        """
        self._chunks = (
            chunks
            if _follow_each_other(chunks)
            else [FindingsChunk.of(chain.from_iterable(map(FindingsChunk.unpacked, chunks)))]
        )
        self._more = FindingsChunk.of(more)
        self._wanted = wanted
        self._called = called
        every = sum((chunk.tally for chunk in (*self._chunks, self._more)), Tally())
        self.tally = Counter({key: number for key, number in every.items() if wanted(key[0])})

    @classmethod
    def of(cls, found: Iterable[Diagnostic]) -> "Findings":
        """Make findings of some, in any order."""
        return cls([FindingsChunk.of(found)])

    def and_more(self, found: Iterable[Diagnostic]) -> "Findings":
        """Return these findings and some others."""
        return Findings(self._chunks, [*self._more.unpacked(), *found], self._wanted, self._called)

    def only(self, wanted: Callable[[Rule], bool]) -> "Findings":
        """Return the findings of some rules."""
        return Findings(
            self._chunks, self._more.unpacked(), lambda rule: self._wanted(rule) and wanted(rule), self._called
        )

    def with_files_called(self, called: Callable[[str], str]) -> "Findings":
        """Return the same findings with other names for their files."""
        return Findings(self._chunks, self._more.unpacked(), self._wanted, called)

    def __iter__(self) -> Iterator[Diagnostic]:
        found = chain.from_iterable(map(FindingsChunk.unpacked, self._chunks))
        among = heapq.merge(found, self._more.unpacked(), key=_key) if self._more.ends else found
        wanted = (one for one in among if self._wanted(one.rule))
        return wanted if self._called is None else map(self._renamed, wanted)

    def _renamed(self, one: Diagnostic) -> Diagnostic:
        if self._called is None:
            return one
        place, text = _renamed(one, self._called)
        return one._replace(location=place, message=text, related=tuple(_renamed(r, self._called) for r in one.related))

    def __len__(self) -> int:
        return self.tally.total()


def _renamed(one: Diagnostic | Related, called: Callable[[str], str]) -> Related:
    """Return where a finding is and what is wrong, with other names for the files."""
    return Related(one.location._replace(file=called(one.location.file)), _with_names(one.message, called))


def _with_names(text: Message, called: Callable[[str], str]) -> Message:
    """Return a message with other names for the files in it."""
    values = {name: _renamed_value(value, called) for name, value in text.values.items()}
    return text._replace(values=values) if text.values else text


def _renamed_value(value: object, called: Callable[[str], str]) -> object:
    if isinstance(value, FileName):
        return FileName(called(value))
    return _with_names(value, called) if isinstance(value, Message) else value


def _key(diagnostic: Diagnostic) -> tuple[object, ...]:
    return diagnostic.sort_key


def _follow_each_other(chunks: Sequence[FindingsChunk]) -> bool:
    """Return whether each part ends before the next begins; a file that is named twice, in two ways, may hinder it."""
    return all(_key(before.ends[-1]) <= _key(after.ends[0]) for before, after in pairwise(p for p in chunks if p.ends))
