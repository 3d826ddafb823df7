"""The floor: exactly the rows that a sale writes, as prepared raw SQL, without a read and without Django.

One sale per till is recorded as it runs through the service; its INSERTs and UPDATEs are then
replayed with new keys, new pieces and the ids that the database gives.
"""

import re
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.db import connection

from facet.inventory.models import Piece
from facet.kernel import clock
from facet.kernel.operations import OperationKey
from facet.organisation import selectors as organisation_selectors
from facet.sales import services
from facet.sales.rules.request import LineRequest, SaleRequest, TenderRequest
from tillbench.stock import Stand

_INSERT = re.compile(r'INSERT INTO "?(\w+)"? \((.*?)\) (?:VALUES|SELECT)', re.DOTALL)
# Columns that name a row which the same sale wrote, and the table of that row.
_MADE_BY = {
    "entry_id": "loyalty_pointsentry",
    "event_id": "kernel_outboxevent",
    "lot_id": "loyalty_pointslot",
    "line_id": "sales_saleline",
    "ticket_id": "promotions_promotionticket",
}


@dataclass
class Recording:
    """The writes of one sale, and what in them stands for this sale."""

    operation: uuid.UUID
    number: str
    piece_ids: list[int]
    writes: list[tuple[str, list[Any]]] = field(default_factory=list)
    reads: int = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            self.writes.append((sql, list(params or [])))
        else:
            self.reads += 1
        return result


def record(stand: Stand) -> Recording:
    """Sell two pieces of `stand` in this process and keep what was written.

    The sale before it opened the member's points account: an everyday sale finds one there.
    """
    _sold(stand)
    return _sold(stand)


def _sold(stand: Stand) -> Recording:
    tags = [stand.tags.pop(), stand.tags.pop()]
    actor = organisation_selectors.actor_of(stand.staff_id, via="api")
    lines = tuple(LineRequest(tag=tag) for tag in tags)
    request = SaleRequest(store=stand.store, till=stand.till, member=stand.customers[0], lines=lines)
    due = services.quote_sale(actor=actor, request=request, at=clock.now()).totals.due_cents
    paid = (TenderRequest(method="wechat", amount_cents=due),)
    request = SaleRequest(store=stand.store, till=stand.till, member=stand.customers[0], lines=lines, tenders=paid)
    key = uuid.uuid4()
    recording = Recording(key, "", list(Piece.objects.filter(tag__in=tags).order_by("pk").values_list("pk", flat=True)))
    with connection.execute_wrapper(recording):
        sold = services.complete_sale(
            actor=actor, operation=OperationKey.of(key, {"bench": 1}), request=request, at=clock.now()
        )
    recording.number = sold.sale.number
    return recording


class _Ids:
    """The new ids of one table, given out to the recorded ones in their order; the same one gets the same."""

    def __init__(self, new: list[int]) -> None:
        self.new, self.given = iter(new), {}

    def of(self, recorded: int) -> int:
        if recorded not in self.given:
            self.given[recorded] = next(self.new, recorded)
        return self.given[recorded]


class Replay:
    """One client that writes a recorded sale again and again on its own connection."""

    def __init__(self, url: str, recording: Recording, stand: Stand) -> None:
        self.recording = recording
        self.connection = psycopg.connect(url, prepare_threshold=1)
        rows = self.connection.execute("SELECT id FROM inventory_piece WHERE tag = ANY(%s)", [stand.tags]).fetchall()
        self.connection.rollback()
        self.free = [row[0] for row in rows]
        self.count = 0

    def once(self) -> None:
        """One sale: the recorded writes with new keys, in one transaction."""
        new, made = uuid.uuid4(), {}
        self.count += 1
        pieces = dict(zip(self.recording.piece_ids, (self.free.pop(), self.free.pop()), strict=True))
        with self.connection.transaction(), self.connection.cursor() as cursor:
            for sql, params in self.recording.writes:
                cursor.execute(sql, self._changed(sql, params, new, pieces, made))
                if table := _INSERT.match(sql):
                    made[table[1]] = [row[0] for row in cursor.fetchall()] if cursor.description else []

    def _changed(self, sql: str, params: list[Any], new: uuid.UUID, pieces: dict[int, int], made: dict) -> list[Any]:
        match = _INSERT.match(sql)
        columns = [name.strip(' "') for name in match[2].split(",")] if match else []
        taken = {table: _Ids(ids) for table, ids in made.items()}
        changed = []
        for place, value in enumerate(params):
            column = columns[place % len(columns)] if columns else ""
            if isinstance(value, list):  # Django writes many rows as one array per column
                changed.append([self._value(each, column, new, pieces, taken) for each in value])
            else:
                changed.append(self._value(value, column, new, pieces, taken))
        return changed

    def _value(self, value: Any, column: str, new: uuid.UUID, pieces: dict[int, int], taken: dict) -> Any:
        old = self.recording
        if value in (old.operation, str(old.operation), old.operation.hex):
            return new if isinstance(value, uuid.UUID) else str(new)
        if column in _MADE_BY and value is not None:
            return taken[_MADE_BY[column]].of(value) if _MADE_BY[column] in taken else value
        if isinstance(value, int) and value in pieces and column in {"", "piece_id"}:
            return pieces[value]
        if isinstance(value, str) and value == old.number:
            return f"{old.number[:-4]}{new.hex[:10]}"
        if isinstance(value, str) and str(old.operation) in value:
            return value.replace(str(old.operation), str(new))
        return value


def sales_per_second(url: str, pairs: list[tuple[Recording, Stand]], *, seconds: int) -> float:
    """How many such transactions all clients together commit in a second."""
    replays = [Replay(url, recording, stand) for recording, stand in pairs]
    until = time.monotonic() + seconds
    counts = [0] * len(replays)
    failures: list[Exception] = []

    def work(number: int) -> None:
        replay = replays[number]
        try:
            while time.monotonic() < until and len(replay.free) > 1:
                replay.once()
                counts[number] += 1
        except Exception as failure:  # a client that stopped makes the floor too low: the whole run fails
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(replays))]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.monotonic() - begun
    for replay in replays:
        replay.connection.close()
    if failures:
        raise failures[0]
    return sum(counts) / spent
