"""What members itself moves when two files are joined: cards, rows, figures, credit."""

from datetime import date
from typing import Any

from facet.kernel.errors import gettext_noop
from facet.kernel.transactions import joins_unit_of_work
from facet.members.models import Card, CreditAccount, Member
from facet.members.rules import credit as credit_rules
from facet.members.rules.merge import MergePart, Moving, higher_visit
from facet.members.rules.timeline import Happening
from facet.members.rules.words import CardState, Happened
from facet.members.services.credit_posting import CreditMovement, credit_account, ledger_lines, post
from facet.members.services.repointing import point_back, repoint_rows
from facet.members.services.standing import apply_standing
from facet.members.services.timeline import record_event

_APART = ("Member", "Standing", "MemberToken", "MemberMerge", "CreditAccount", "Card", "CardPage", "Silence")


@joins_unit_of_work
def move_cards(moving: Moving) -> dict[str, Any]:
    """All cards go along; where both had one in use, the survivor's stays and the other counts as replaced by it."""
    kept = Card.objects.filter(member_id=moving.taker.pk, state=CardState.ACTIVE).first()
    cards = list(Card.objects.filter(member_id=moving.giver.pk).order_by("pk"))
    states = {str(card.pk): [card.state, card.replaced_by_id] for card in cards}
    for card in cards:
        card.member_id = moving.taker.pk
        if kept and card.state == CardState.ACTIVE:
            card.state, card.replaced_by = CardState.REPLACED.value, kept
        card.save(update_fields=["member", "state", "replaced_by"])
    return {"states": states, "left": {pk: state for pk, state in _states(cards).items()}}


def _states(cards: list[Card]) -> dict[str, str]:
    return {str(card.pk): card.state for card in cards}


@joins_unit_of_work
def move_cards_back(moving: Moving, moved: dict[str, Any]) -> None:
    """The cards that came return; their state too, unless somebody changed it since."""
    for card in Card.objects.filter(pk__in=moved["states"], member_id=moving.taker.pk).order_by("pk"):
        state, replaced_by = moved["states"][str(card.pk)]
        card.member_id = moving.giver.pk
        if card.state == moved["left"][str(card.pk)]:
            card.state, card.replaced_by_id = state, replaced_by
        card.save(update_fields=["member", "state", "replaced_by"])


@joins_unit_of_work
def move_rows(moving: Moving) -> dict[str, Any]:
    """Family, contacts, tags, sizes, likings and whom she referred."""
    giver, taker = moving.giver.pk, moving.taker.pk
    rows = repoint_rows("members", giver_id=giver, taker_id=taker, but_not=_APART)
    referred = list(Member.objects.filter(referrer_id=giver).exclude(pk=taker).values_list("pk", flat=True))
    Member.objects.filter(pk__in=referred).update(referrer_id=taker)
    joined = list(Member.objects.filter(merged_into_id=giver).values_list("pk", flat=True))
    Member.objects.filter(pk__in=joined).update(merged_into_id=taker)
    likes = Member.preferences.through.objects
    has = set(likes.filter(member_id=taker).values_list("dictionaryentry_id", flat=True))
    new = set(likes.filter(member_id=giver).values_list("dictionaryentry_id", flat=True)) - has
    Member.objects.get(pk=taker).preferences.add(*new)
    return {"rows": rows, "referred": referred, "joined": joined, "likes": sorted(new)}


@joins_unit_of_work
def move_rows_back(moving: Moving, moved: dict[str, Any]) -> None:
    """Exactly the rows that came along."""
    giver, taker = moving.giver.pk, moving.taker.pk
    point_back(moved["rows"], giver_id=giver, taker_id=taker)
    Member.objects.filter(pk__in=moved["referred"], referrer_id=taker).update(referrer_id=giver)
    Member.objects.filter(pk__in=moved["joined"], merged_into_id=taker).update(merged_into_id=giver)
    Member.objects.get(pk=taker).preferences.remove(*moved["likes"])


@joins_unit_of_work
def move_figures(moving: Moving) -> dict[str, Any]:
    """Spending and visits: a line out of one timeline and into the other, so that both still add up."""
    giver, taker = moving.giver, moving.taker
    moved = {
        "spend_cents": giver.spend_cents, "visits": giver.visits,
        "giver_visit": [_iso(giver.last_visit_on), giver.last_store_id],
        "taker_visit": [_iso(taker.last_visit_on), taker.last_store_id],
    }  # fmt: skip
    _carry(moving, giver.spend_cents, giver.visits, gettext_noop("Joined with the file {number}"))
    day, store = higher_visit((taker.last_visit_on, taker.last_store_id), (giver.last_visit_on, giver.last_store_id))
    apply_standing(
        taker, spend_cents=taker.spend_cents + giver.spend_cents, visits=taker.visits + giver.visits,
        last_visit_on=day, last_store_id=store,
    )  # fmt: skip
    apply_standing(giver, spend_cents=0, visits=0, last_visit_on=None, last_store_id=None)
    return moved


@joins_unit_of_work
def move_figures_back(moving: Moving, moved: dict[str, Any]) -> None:
    """The same figures return; what came since stays with the survivor."""
    giver, taker = moving.giver, moving.taker
    _carry(moving, -moved["spend_cents"], -moved["visits"], gettext_noop("Parted again from the file {number}"))
    day, store = moved["giver_visit"]
    changes: dict[str, Any] = {
        "spend_cents": taker.spend_cents - moved["spend_cents"], "visits": taker.visits - moved["visits"]
    }  # fmt: skip
    if day and _iso(taker.last_visit_on) == day:
        before, at_store = moved["taker_visit"]
        changes |= {"last_visit_on": _day(before), "last_store_id": at_store}
    apply_standing(taker, **changes)
    apply_standing(
        giver, spend_cents=giver.spend_cents + moved["spend_cents"], visits=giver.visits + moved["visits"],
        last_visit_on=_day(day), last_store_id=store,
    )  # fmt: skip


def _carry(moving: Moving, cents: int, visits: int, title: str) -> None:
    """One line each: out of the giver's timeline, into the taker's."""
    for of, other, sign in ((moving.giver, moving.taker, -1), (moving.taker, moving.giver, 1)):
        record_event(
            of.pk,
            Happening(
                kind=Happened.FILE, at=moving.at, on=moving.on, title=title, icon="git-merge",
                facts={"number": other.member.number}, store_id=moving.store_id, amount_cents=sign * cents,
                visits=sign * visits,
            ),
        )  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@joins_unit_of_work
def move_credit(moving: Moving) -> dict[str, Any]:
    """What is open goes along by ledger lines with its due days; the larger limit counts."""
    theirs = CreditAccount.objects.filter(member_id=moving.giver.pk).first()
    if theirs is None:
        return {}
    mine = credit_account(moving.taker)
    moved: dict[str, Any] = {"limits": [theirs.limit_cents, mine.limit_cents], "parts": []}
    parts = credit_rules.open_parts(ledger_lines(theirs))
    _transfer(moving, theirs, mine, [(part.open_cents, part.due_on) for part in parts])
    moved["parts"] = [[part.open_cents, part.due_on.isoformat()] for part in parts]
    mine.limit_cents, theirs.limit_cents = max(mine.limit_cents, theirs.limit_cents), 0
    mine.save(update_fields=["limit_cents"])
    theirs.save(update_fields=["limit_cents"])
    return moved


@joins_unit_of_work
def move_credit_back(moving: Moving, moved: dict[str, Any]) -> None:
    """What came along returns, as far as it was not repaid meanwhile."""
    if not moved:
        return
    theirs, mine = credit_account(moving.giver), credit_account(moving.taker)
    left, parts = mine.open_cents, []
    for cents, due in moved["parts"]:
        part = min(left, cents)
        left -= part
        if part:
            parts.append((part, date.fromisoformat(due)))
    _transfer(moving, mine, theirs, parts)
    theirs.limit_cents, before = moved["limits"]
    if mine.limit_cents == max(moved["limits"]):
        mine.limit_cents = before
    mine.save(update_fields=["limit_cents"])
    theirs.save(update_fields=["limit_cents"])


def _transfer(moving: Moving, out: CreditAccount, into: CreditAccount, parts: list[tuple[int, date]]) -> None:
    for number, (cents, due_on) in enumerate(parts):
        movement = CreditMovement(
            act_id=moving.act_id, at=moving.at, on=moving.on, store_id=moving.store_id, line_no=number
        )
        post(moving.actor, out, credit_rules.EntryKind.MERGED_OUT, -cents, movement)
        post(moving.actor, into, credit_rules.EntryKind.MERGED_IN, cents, movement, due_on=due_on)
    for standing in (moving.giver, moving.taker):
        account = out if out.member_id == standing.pk else into
        apply_standing(standing, credit_open_cents=account.open_cents)


PARTS = (
    MergePart(key="members.cards", order=10, move=move_cards, move_back=move_cards_back),
    MergePart(key="members.rows", order=20, move=move_rows, move_back=move_rows_back),
    MergePart(key="members.figures", order=30, move=move_figures, move_back=move_figures_back),
    MergePart(key="members.credit", order=40, move=move_credit, move_back=move_credit_back),
)
