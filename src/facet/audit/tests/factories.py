"""Events and people for audit's tests."""

from datetime import UTC, datetime, timedelta

from facet.audit import services
from facet.audit.flows import sealing
from facet.kernel.permissions import EVERYWHERE, Actor, Reach
from facet.kernel.transactions import unit_of_work

AT = datetime(2026, 11, 21, 6, 32, 5, 123456, tzinfo=UTC)


def actor(*permissions: str, stores: frozenset[int] | None = None, **facts) -> Actor:
    """A member of staff with `permissions`, in `stores` or the whole chain."""
    reach = EVERYWHERE if stores is None else Reach(stores)
    facts = {"key": "staff:17", "name": "林嘉慧", "staff_id": 17, "request_id": "r-1"} | facts
    return Actor(grants=dict.fromkeys(permissions, reach), **facts)


@unit_of_work
def record(action="sales.sale_completed", *, who=None, at=AT, subject=("sales.sale", 5, "JF-1"), store=None, **facts):
    """One event, in a transaction of its own."""
    services.record(who or actor(), action, at=at, subject=subject, store=store, **facts)


def record_many(number: int, *, seal: bool = True) -> None:
    """`number` sales, one a second, of two people in three stores."""
    for n in range(number):
        who = actor(key=f"staff:{17 + n % 2}", name="林嘉慧" if n % 2 else "王建国")
        at = AT + timedelta(seconds=n)
        subject = ("sales.sale", n, f"JF-{n}")
        record(who=who, at=at, subject=subject, store=(n % 3 + 1, f"店 {n % 3 + 1}"), net_cents=n)
    while seal and sealing.seal(AT):
        pass
