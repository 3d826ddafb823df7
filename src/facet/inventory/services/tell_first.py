"""Naming the members who wait for what has come in, and what was done about it. Source: R026."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from facet.audit import services as audit_services
from facet.inventory.errors import ToldAlready
from facet.inventory.models import Piece, TellFirst
from facet.inventory.rules.proposals import LEAST, Reason, reasons_for, score
from facet.inventory.selectors.proposals import boards_of, look_of, taste_of
from facet.inventory.selectors.tell_first import received_pieces, tell_first_queryset
from facet.kernel import operations
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.members import selectors as members_selectors
from facet.members.permissions import MembersPermission
from facet.members.selectors import Liking, NeedRow, WishRow
from facet.organisation import services as organisation_services
from facet.organisation.services import TaskIn

A_MEMBER = 3  # pieces of one delivery at most that one member is told of: the best
A_PIECE = 5  # members at most who are named for their liking alone; needs and wishes always are
FONDEST = 300
LIKED = 40  # two of her words, or one and her size: one word alone fits half the counter


@unit_of_work
def list_tell_first(*, actor: Actor, document: str, store_id: int, at: datetime) -> int:
    """Name the members who wait for the pieces of a delivery, once each, and put a to-do before their clerks.

    May run twice: a piece and a member have one row. Gives how many were named. Locks: none.
    """
    pieces = received_pieces(document)
    found = _matches(pieces, store_id, at) if pieces else []
    known = set(
        TellFirst.objects.filter(piece_id__in={row.piece_id for row in found}).values_list("piece_id", "member_id")
    )
    fresh = [row for row in found if (row.piece_id, row.member_id) not in known]
    for row in fresh:
        row.document = document[:64]
    TellFirst.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=100)
    _open_tasks(actor, fresh, document, at)
    return len(fresh)


def _matches(pieces: Sequence[Piece], store_id: int, at: datetime) -> list[TellFirst]:
    boards = boards_of(pieces, at=at)
    looks = {row.pk: look_of(row, boards.get(row.store.price_group_id, {})) for row in pieces}
    styles = sorted({row.style_id for row in pieces if row.style_id})
    wishes, needs = (
        _by_member(members_selectors.open_wishes(style_ids=styles, tags=[row.tag for row in pieces])),
        (_by_member(members_selectors.open_needs())),
    )
    words = {getattr(row.style, f"{each}_id") for row in pieces if row.style for each in ("taste", "craft", "gem")}
    fond = members_selectors.fond_of(words - {None}, store_id=store_id, most=FONDEST)
    rows: list[TellFirst] = []
    for liking in members_selectors.likings({*wishes, *needs, *fond}):
        taste = taste_of(liking, needs[liking.member_id], wishes[liking.member_id], None)
        for piece_id, look in looks.items():
            reasons = reasons_for(look, taste)
            source = _source(reasons)
            if score(reasons) >= (LIKED if source == "liking" else LEAST) and reasons:
                rows.append(_row(piece_id, liking, source, reasons, at))
    return _cut(rows)


def _by_member(rows: Sequence[WishRow] | Sequence[NeedRow]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.member_id].append(row)
    return found


def _source(reasons: Sequence[Reason]) -> str:
    texts = {each.text for each in reasons}
    if "it is on her wish list" in texts:
        return "wish"
    return "need" if "she asked for it" in texts else "liking"


def _row(piece_id: int, liking: Liking, source: str, reasons: Sequence[Reason], at: datetime) -> TellFirst:
    kept = [[each.text, dict(each.facts)] for each in reasons]
    return TellFirst(
        piece_id=piece_id, member_id=liking.member_id, source=source, score=max(score(reasons), 0), reasons=kept,
        found_at=at,
    )  # fmt: skip


def _cut(rows: list[TellFirst]) -> list[TellFirst]:
    """Who asked is always named, with the best pieces; of those who would merely like it, the best few of each."""
    taken: Counter[int] = Counter()
    told: Counter[int] = Counter()
    kept = []
    for row in sorted(rows, key=lambda each: (each.source == "liking", -each.score, each.member_id)):
        if told[row.member_id] == A_MEMBER:
            continue
        if row.source == "liking":
            taken[row.piece_id] += 1
            if taken[row.piece_id] > A_PIECE:
                continue
        told[row.member_id] += 1
        kept.append(row)
    return kept


@joins_unit_of_work
def _open_tasks(actor: Actor, rows: Sequence[TellFirst], document: str, at: datetime) -> None:
    """One to-do for each clerk and delivery."""
    clerks = {each.member_id: each.clerk_id for each in members_selectors.likings({row.member_id for row in rows})}
    waiting: defaultdict[int, set[int]] = defaultdict(set)
    for row in rows:
        if clerk := clerks.get(row.member_id):
            waiting[clerk].add(row.member_id)
    for clerk, members in sorted(waiting.items()):
        task = TaskIn(
            key=f"inventory.tell_first:{document}:{clerk}"[:120], kind="inventory.tell_first", icon="speakerphone",
            tone="gold", title=gettext_noop("New goods that {count} of your members wait for"),
            facts={"count": len(members)}, url="/inventory/tell-first/", assignee_id=clerk,
        )  # fmt: skip
        organisation_services.open_task(actor, task, at=at)


@unit_of_work
def settle_tell_first(
    *, actor: Actor, operation: OperationKey, row_id: int, act: str, until: date | None = None, at: datetime
) -> None:
    """A member was told ("done"), needs not be ("dropped"), or later ("snoozed", with the day).

    Raises: NotPermitted, NotFound, also beyond reach, ToldAlready, Invalid. Locks: the row.
    """
    doing = operations.begin(operation, kind="inventory.settle_tell_first", actor=actor, at=at)
    if doing.done:
        return
    require(actor, MembersPermission.EDIT_MEMBERS)
    row = tell_first_queryset(actor).select_for_update(of=("self",)).filter(pk=row_id).first()
    if row is None:
        raise NotFound(key=str(row_id))
    if row.state != "open":
        raise ToldAlready
    if act == "snoozed":
        if until is None or until <= local_date(at, row.piece.store.time_zone):
            raise Invalid(field="until", reason=gettext_noop("Choose a day ahead."))
        row.snoozed_until = until
    elif act in {"done", "dropped"}:
        row.state, row.done_at, row.done_by_name = act, at, actor.name[:60]
    else:
        raise Invalid(field="act", reason=gettext_noop("Choose one of the list."))
    row.save(update_fields=["state", "done_at", "done_by_name", "snoozed_until"])
    audit_services.record(
        actor, "inventory.tell_first_settled", at=at, subject=("members.member", row.member_id, row.member.number),
        store=(row.piece.store_id, row.piece.store.name), piece=row.piece.tag, act=act,
    )  # fmt: skip
    doing.finish()
