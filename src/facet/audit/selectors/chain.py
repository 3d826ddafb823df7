"""The events and seals as the chain sees them: numbers and bytes, read fast.

The database joins the columns into one text, so that a verification does no more in Python than
one HMAC a row. `moment` and the order of columns are those of `services.recording`; a test holds
the two together.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Min

from facet.audit.models import Event, Head, Seal, Verification
from facet.audit.rules import chain

_TEXTS = ("actor_key", "actor_name", "action", "subject_type", "subject_id", "subject_label")
_TAIL = ("store_label", "via", "request_id", "facts")
_UNSEALED = "FROM audit_event e WHERE e.id > %s AND NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.event = e.id)"
_SEALED = "FROM audit_seal s LEFT JOIN audit_event e ON e.id = s.event WHERE s.seq > %s ORDER BY s.seq LIMIT %s"
_HORIZON = "SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint FROM pg_current_snapshot() AS s"


Links = list[tuple[int, int, bytes, bytes, str | None]]  # seq, event, previous, hmac, content


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The end of the chain, and how far sealing and anchoring have come."""

    seq: int = 0
    hmac: bytes = chain.START
    low: int = 0
    caught_up_at: datetime | None = None
    anchored_seq: int = 0
    anchored_at: datetime | None = None
    unmarked: int = 0
    first_unmarked: int | None = None


@dataclass(frozen=True, slots=True)
class Unsealed:
    """One event that waits for its seal."""

    id: int
    body: bytes
    mark: bytes


def _body_sql() -> str:
    """The text that `rules.chain.body` makes, as an expression of this database."""
    if connection.vendor == "postgresql":
        moment, separator = "to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')", "chr(31)"
    else:
        moment, separator = "CASE WHEN length(e.at) = 19 THEN e.at || '.000000' ELSE e.at END", "char(31)"
    texts = [f"e.{name}" for name in _TEXTS]
    store = "coalesce(CAST(e.store_id AS TEXT), '')"
    return f" || {separator} || ".join([f"({moment})", *texts, store, *(f"e.{name}" for name in _TAIL)])


def _row_sql() -> str:
    """The text that `rules.chain.row` makes."""
    if connection.vendor == "postgresql":
        return f"CAST(e.id AS TEXT) || chr(31) || {_body_sql()} || chr(31) || encode(e.mark, 'hex')"
    return f"CAST(e.id AS TEXT) || char(31) || {_body_sql()} || char(31) || lower(hex(e.mark))"


def unsealed_after(low: int, *, limit: int) -> list[Unsealed]:
    """Events above `low` that have no seal, in the order of their numbers. Queries: 1."""
    with connection.cursor() as cursor:
        # only names of our own columns are put into the text
        sql = f"SELECT e.id, {_body_sql()}, e.mark {_UNSEALED} ORDER BY e.id LIMIT %s"
        cursor.execute(sql, [low, limit])
        return [Unsealed(number, text.encode(), bytes(mark)) for number, text, mark in cursor.fetchall()]


def anything_unsealed(low: int) -> bool:
    """Whether an event above `low` has no seal. Queries: 1."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 {_UNSEALED} LIMIT 1", [low])
        return cursor.fetchone() is not None


def links_after(seq: int, *, limit: int) -> Links:
    """The next `limit` seals with what they seal: (seq, event, previous, hmac, content). Queries: 1."""
    with connection.cursor() as cursor:
        sql = f"SELECT s.seq, s.event, s.previous, s.hmac, {_row_sql()} {_SEALED}"
        cursor.execute(sql, [seq, limit])
        links: Links = cursor.fetchall()
        return links


def unsealed_below(low: int) -> tuple[int, int | None]:
    """How many events up to `low` have no seal, though all of them should, and the first. Queries: 1."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*), MIN(e.id) FROM audit_event e"
            " WHERE e.id <= %s AND NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.event = e.id)",
            [low],
        )
        count, first = cursor.fetchone()
        return count, first


def place_of(event: int) -> int:
    """The number of the first seal behind `event`: where an event without a seal pretends to stand. Queries: 1."""
    return Seal.objects.filter(event__gte=event).aggregate(seq=Min("seq"))["seq"] or 0


def moment_of(event: int) -> datetime | None:
    """When `event` happened. Queries: 1."""
    return Event.objects.filter(pk=event).values_list("at", flat=True).first()


def transaction_horizon() -> tuple[int, int]:
    """(oldest transaction still open, next one to begin) on PostgreSQL; (0, 0) elsewhere. Queries: 1 or 0."""
    if connection.vendor != "postgresql":
        return 0, 0
    with connection.cursor() as cursor:
        cursor.execute(_HORIZON)
        oldest, following = cursor.fetchone()
        return oldest, following


def head() -> ChainHead:
    """The end of the chain. Queries: 1."""
    row = Head.objects.filter(pk=1).values(*ChainHead.__slots__).first()
    return ChainHead(**{**row, "hmac": bytes(row["hmac"])}) if row else ChainHead()


def last_verification() -> Verification | None:
    """The newest check of the chain. Queries: 1."""
    return Verification.objects.order_by("-id").first()
