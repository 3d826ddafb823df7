"""Members' credit with its ages, replaced and lost cards, and files that may be one person, in bulk."""

from datetime import datetime, timedelta

from facet.demo.rules import chain
from facet.demo.services.acts import HOUSE, portion
from facet.kernel.clock import local_date
from facet.kernel.transactions import unit_of_work
from facet.members.models import Card, CardEvent, CardType, CreditAccount, CreditEntry, Member, PriceLevel, Standing
from facet.members.rules import credit as rules
from facet.members.rules.cards import CardAct
from facet.members.rules.credit import EntryKind
from facet.members.rules.words import CardState
from facet.members.services.tokens import rewrite_tokens

_MEMBERS = 40
_DUE_DAYS = 30
_AGES = (5, 25, 42, 55, 75, 110, 150)  # days since each member bought on credit, in turn
_LIMITS = (2_000_000, 3_000_000, 5_000_000, 1_000_000)
_LEVELS = (  # level, names, off fixed prices, off a gram of gold
    (1, "婚庆卡价", "Wedding card price", 200, 300),
    (2, "尊享卡价", "Honour card price", 300, 500),
)


@unit_of_work
def write_credit(seed: str, *, at: datetime) -> None:
    """Forty members with credit of every age; the first is F34's: 20 000 granted, 8 500 owed, 12 days overdue."""
    act = portion("credit", at=at)
    if act.done:
        return
    today = local_date(at, chain.ZONE)
    members = list(Member.objects.select_related("standing").order_by("-standing__spend_cents", "pk")[:_MEMBERS])
    accounts = []
    for place, member in enumerate(members):
        days = 42 if place == 0 else _AGES[place % len(_AGES)]
        limit = _LIMITS[place % len(_LIMITS)]
        owed = 850_000 if place == 0 else (0 if place % 5 == 4 else limit * (2 + place % 6) // 10)
        due = today - timedelta(days=days - _DUE_DAYS) if owed else None
        accounts.append(
            CreditAccount(
                member=member, limit_cents=limit, open_cents=owed, due_days=_DUE_DAYS, oldest_due_on=due,
                limit_set_at=at, limit_set_by=HOUSE.key,
            )
        )  # fmt: skip
    CreditAccount.objects.bulk_create(accounts)
    CreditEntry.objects.bulk_create(line for account in accounts for line in _lines(account, act.id, at))
    standings = [account.member.standing for account in accounts]
    for account, standing in zip(accounts, standings, strict=True):
        standing.credit_open_cents = account.open_cents
    Standing.objects.bulk_update(standings, ["credit_open_cents"])
    act.finish(accounts=len(accounts))


def _lines(account: CreditAccount, act_id: object, at: datetime) -> list[CreditEntry]:
    """What was bought on credit, and a first repayment of a fifth."""
    if account.oldest_due_on is None:
        return []
    on = account.oldest_due_on - timedelta(days=_DUE_DAYS)
    paid = account.open_cents // 4
    facts = {
        "account": account, "operation_id": act_id, "recorded_at": at, "store_id": account.member.home_store_id,
        "by_name": HOUSE.name,
    }  # fmt: skip
    return [
        CreditEntry(
            **facts, kind=EntryKind.CHARGE.value, line_no=0, amount_cents=account.open_cents + paid,
            open_after=account.open_cents + paid, on=on, due_on=rules.due_day(on, _DUE_DAYS),
        ),
        CreditEntry(
            **facts, kind=EntryKind.REPAYMENT.value, line_no=1, amount_cents=-paid, open_after=account.open_cents,
            on=on + timedelta(days=4), tender="cash",
        ),
    ]  # fmt: skip


@unit_of_work
def write_card_changes(seed: str, *, at: datetime) -> None:
    """Twelve members whose card was replaced, four lost theirs, two are frozen; rights of the card types."""
    act = portion("cards", at=at)
    if act.done:
        return
    cards = list(Card.objects.filter(state=CardState.ACTIVE).select_related("member").order_by("pk")[40:58])
    for place, card in enumerate(cards):
        done = CardAct.REPLACED if place < 12 else CardAct.LOST if place < 16 else CardAct.FROZEN
        card.state = {
            CardAct.REPLACED: CardState.REPLACED, CardAct.LOST: CardState.LOST, CardAct.FROZEN: CardState.FROZEN
        }[done].value  # fmt: skip
        card.save(update_fields=["state"])
        CardEvent.objects.create(
            card=card,
            at=at,
            what=done.value,
            by_key=HOUSE.key,
            by_name=HOUSE.name,
            reason="卡面磨损" if place < 12 else "",
        )
        if done == CardAct.REPLACED:
            _new_card(card, place, at)
    PriceLevel.objects.bulk_create(
        PriceLevel(level=level, name=name, name_en=english, fixed_bp=fixed, gram_cents=gram)
        for level, name, english, fixed, gram in _LEVELS
    )
    for place, kind in enumerate(CardType.objects.order_by("order", "pk")):
        kind.colour = ("red", "silver", "gold", "black")[place % 4]
        kind.price_level, kind.labour_discount_bp = place, (0, 500, 1_000, 2_000)[place % 4]
        kind.save(update_fields=["colour", "price_level", "labour_discount_bp"])
    act.finish(cards=len(cards))


def _new_card(old: Card, place: int, at: datetime) -> None:
    new = Card.objects.create(
        number=f"8802{place:08}", member=old.member, card_type_id=old.card_type_id, state=CardState.ACTIVE.value,
        issued_on=local_date(at, chain.ZONE), issued_store_id=old.member.home_store_id, expires_on=old.expires_on,
    )  # fmt: skip
    old.replaced_by = new
    old.save(update_fields=["replaced_by"])


@unit_of_work
def share_phones(seed: str, *, at: datetime) -> None:
    """Five pairs of files with one phone: to be compared, and joined if it is one person."""
    act = portion("shared_phones", at=at)
    if act.done:
        return
    members = list(Member.objects.select_related("home_store").order_by("pk")[100:110])
    for one, other in zip(members[::2], members[1::2], strict=True):
        other.phone, other.home_store_id = one.phone, one.home_store_id
        other.save(update_fields=["phone", "home_store"])
        rewrite_tokens(other)
    act.finish(pairs=len(members) // 2)
