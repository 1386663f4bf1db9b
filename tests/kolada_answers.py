"""Answers of Kolada, of our own making after the documented shapes (v3), and something that gives them."""

import io
import json
from collections.abc import Callable, Mapping, Sequence
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request

from anhorig_cli.kolada.connection import TOP, Connection
from anhorig_cli.kolada.service import Service

Reply = bytes | int | Exception
"""A body, the status of a refusal, or what is raised instead."""


def key_figure(name: str = "N21492", title: str = "Anhöriga som får stöd, andel (%)", **fields: Any) -> dict[str, Any]:
    """Return a key figure as Kolada tells of it."""
    return {
        "id": name,
        "title": title,
        "description": "Antal anhöriga som får stöd.\\n\\nKälla:\u00a0SCB.",
        "is_divided_by_gender": True,
        "municipality_type": "K",
        "auspice": "X",
        "operating_area": "Äldreomsorg",
        "perspective": "Kvalitet",
        "publication_date": "2026-10-15",
        "prel_publication_date": None,
        "publ_period": "2025",
        "has_ou_data": False,
        **fields,
    }


def cell(sex: str, value: object, *, count: int = 1, status: object = "", isdeleted: bool = False) -> dict[str, Any]:
    """Return a value for all (T), women (K) or men (M)."""
    return {"gender": sex, "count": count, "status": status, "value": value, "isdeleted": isdeleted}


def row(year: object, *cells: Mapping[str, Any], name: str = "N21492", place: str = "1287") -> dict[str, Any]:
    """Return the values of a key figure in a place and a year."""
    return {"kpi": name, "municipality": place, "period": year, "values": list(cells)}


def envelope(values: Sequence[object], following: str | None = None, before: str | None = None) -> bytes:
    """Return an answer of values, on the page that it is."""
    told = {"values": values, "count": len(values), "next_url": following, "previous_url": before}
    return json.dumps(told).encode()


def saved(folder: Path, *values: object) -> Path:
    """Return a folder with an answer of values."""
    folder.mkdir(exist_ok=True)
    (folder / "svar.json").write_bytes(envelope(values))
    return folder


class FakeKolada:
    """Opens addresses as urllib does, without a network; what is answered is said by address, in turn.

    `asked` are the addresses that were asked for, without what all of them begin with, and `slept` the waits.
    """

    def __init__(self, replies: Mapping[str, Reply | Sequence[Reply]]) -> None:
        self._replies = {TOP + name: [one] if isinstance(one, Reply) else list(one) for name, one in replies.items()}
        self.asked: list[str] = []
        self.slept: list[float] = []
        self.seconds_a_piece = 0.0
        self._now = 0.0

    def open(self, fullurl: Request, *, timeout: float) -> io.BytesIO:
        address = fullurl.full_url
        assert address.startswith(TOP)
        assert timeout == 30
        self.asked.append(address.removeprefix(TOP))
        replies = self._replies.get(address, [envelope([])])
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        if isinstance(reply, int):
            raise HTTPError(address, reply, "", Message(), io.BytesIO(b"<html>no</html>"))
        if isinstance(reply, Exception):
            raise reply
        return io.BytesIO(reply)

    def clock(self) -> float:
        self._now += self.seconds_a_piece
        return self._now

    @property
    def connection(self) -> Connection:
        return Connection(self, self.slept.append, self.clock)

    @property
    def service(self) -> Service:
        return Service(self.connection.get)


Given = Callable[[Mapping[str, Reply | Sequence[Reply]]], FakeKolada]
