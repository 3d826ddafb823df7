"""The acts of a count, short enough for tests."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.apps import apps

from facet.inventory import services
from facet.inventory.services import ApproveIn, BatchIn, CountIn, DecisionIn, ScanIn
from facet.inventory.services.movement import Occasion, write_movements
from facet.inventory.tests.factories import AT, actor, in_work, key, place

CLERK = actor()
LIMITS = {"stocktake_cents": 10**9}


def boss(**facts):
    """Somebody who did not count and may settle."""
    return actor(**{"limits": LIMITS, **facts}).__class__(
        key="staff:1", name="王店长", code="E0001", grants=actor().grants, switches=actor().switches,
        **{"limits": LIMITS, **facts},
    )  # fmt: skip


def minute(number):
    return AT + timedelta(minutes=number)


def opened(*places, store="S01", name="早盘", at=AT, who=None, **facts):
    request = CountIn(store=store, name=name, places=places, **facts)
    return services.open_stocktake(actor=who or CLERK, operation=key(n=name), request=request, at=at)


def scanned(code, at=None, *, client_id=None, tray="", **facts):
    return ScanIn(client_id=client_id or uuid4(), code=code, scanned_at=at or minute(1), place=tray, **facts)


def record(count, *scans, at=None, sent_at=None, who=None, device="平板1"):
    moment = at or max(each.scanned_at for each in scans)
    batch = BatchIn(scans=tuple(scans), sent_at=sent_at or moment, device=device)
    return services.record_scans(actor=who or CLERK, stocktake_id=count, batch=batch, at=moment)


def scan(count, *codes, at=None, **facts):
    moment = at or minute(1)
    return [each.answer for each in record(count, *(scanned(code, moment, **facts) for code in codes))]


def close(count, at=None, who=None):
    return services.close_stocktake(actor=who or CLERK, operation=key(c=count), stocktake_id=count, at=at or minute(30))


def approve(count, *decisions, reason="监控已看，未找到", at=None, who=None, operation=None, digest=""):
    chosen = tuple(DecisionIn(key=one, book=book, reason=why) for one, book, why in decisions)
    return services.approve_stocktake(
        actor=who or boss(), operation=operation or key(a=count), stocktake_id=count,
        request=ApproveIn(reason=reason, decisions=chosen, digest=digest), at=at or minute(40),
    )  # fmt: skip


def sell(tag, store, at):
    def use_case():
        locked = services.lock_pieces([tag])
        services.issue_pieces(locked, actor=CLERK, store_id=store.pk, document="T1", at=at)

    in_work(use_case)


def take_back(tag, store, at):
    def use_case():
        locked = services.lock_pieces([tag])
        services.return_pieces(locked, actor=CLERK, store_id=store.pk, document="R1", at=at)

    in_work(use_case)


def shift(tag, to, store, at, kind="moved"):
    """Move a piece to a place of `store`, whatever the kind."""

    def use_case():
        occasion = Occasion(actor=CLERK, at=at, document="M1")
        where = place(store, to).pk
        write_movements(services.lock_pieces([tag]), kind=kind, place_id=where, store_id=store.pk, occasion=occasion)

    in_work(use_case)


def tray(of, code, under="C01"):
    model = apps.get_model("inventory", "Place")
    above = model.objects.get(store=of, code=under)
    return model.objects.add_child(above, {"store_id": of.pk, "kind": "tray", "code": code, "name": f"{code}号盘"})


def verdicts(found):
    return {each.code: each.verdict.value for each in found.judged}


def ident(number):
    return UUID(int=number)
