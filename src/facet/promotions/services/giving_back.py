"""Goods that come back give back what their promotions took, from stored rows, pro rata."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Case, F, When
from django.db.models.functions import Greatest

from facet.kernel.money import partial_reversal
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.loyalty import services as loyalty_services
from facet.promotions.models import PromotionSlice, PromotionTicket, PromotionUse
from facet.promotions.rules.using import GIFT, HeldLine, ReturnedLine, coupons_back
from facet.promotions.selectors.returning import Coming, back_of, by_line, held_of, tickets_of
from facet.promotions.services.taking import SoldOn


@joins_unit_of_work
def give_back_promotions(actor: Actor, lines: Sequence[ReturnedLine], *, ticket: SoldOn) -> None:
    """Write the negative of what the returned goods were given, and free what it took of the limits.

    Coupons that what is kept no longer carries become void. Locks: slices, coupons by id.
    Queries: 1 without promotions, else 5 at most, 1 for each slice, 2 and 2 for each coupon that was given.
    """
    coming = by_line(lines)
    given = tickets_of(coming)
    back = back_of(given)
    rows: list[PromotionTicket] = []
    uses: list[PromotionUse] = []
    for each in given:
        row, parts = _reversal(each, coming, back, ticket)
        if parts:
            row.coupons = -_coupons_back(actor, each, held_of(each, coming, back), ticket)
            rows.append(row)
            uses += parts
    PromotionTicket.objects.bulk_create(rows)
    PromotionUse.objects.bulk_create(uses)
    for row in sorted(rows, key=lambda each: each.version_id):
        _free(row, on=ticket.on)


def _coupons_back(actor: Actor, given: PromotionTicket, held: Sequence[HeldLine], ticket: SoldOn) -> int:
    if given.coupon_batch_id is None:
        return 0
    already = -sum(row.coupons for row in given.reversed_by.all())
    back = coupons_back(given.version.promise, held, given=given.coupons, already=already)
    if back:
        loyalty_services.take_back_coupons(
            actor, given.coupon_batch_id, quantity=back, act_id=ticket.act_id, at=ticket.at,
            reason=given.version.promotion.name,
        )  # fmt: skip
    return back


def _reversal(
    given: PromotionTicket, coming: Coming, back: Mapping[tuple[int, int], int], ticket: SoldOn
) -> tuple[PromotionTicket, list[PromotionUse]]:
    row = PromotionTicket(
        version_id=given.version_id, store_id=given.store_id, member_id=given.member_id, document=ticket.document,
        at=ticket.at, on_day=ticket.on, uses=0, cents=0, reverses=given,
    )  # fmt: skip
    row.version, parts, open_lines = given.version, [], 0
    so_far = sum(cents for (ticket_id, _), cents in back.items() if ticket_id == given.pk)
    for line in given.lines.all():
        came = coming.get((given.document, line.line_no))
        done = (given.pk, line.line_no) in back
        already = back.get((given.pk, line.line_no), 0)
        if came is None:
            open_lines += not done or already != line.cents
            continue
        cents = partial_reversal(line.cents, returned=came.returned, whole=came.whole, already=already)
        open_lines += not came.is_whole
        if cents or came.is_whole:
            parts.append(
                PromotionUse(ticket=row, line_no=line.line_no, code=line.code, cents=-cents, base_cents=0,
                             part=line.part, set_no=line.set_no)
            )  # fmt: skip
            row.gifts -= given.gifts if line.part == GIFT and came.is_whole else 0
    row.cents = sum(part.cents for part in parts)
    _share_back(row, given, so_far=so_far)
    row.uses = -1 if parts and not open_lines else 0
    return row, parts


def _share_back(row: PromotionTicket, given: PromotionTicket, *, so_far: int) -> None:
    """Who bore it gets the same share back, so that all parts add up to what was stored."""
    if not given.cents:
        return
    for name in ("brand_cents", "mall_cents", "franchisee_cents"):
        whole = getattr(given, name)
        earlier = partial_reversal(whole, returned=so_far, whole=given.cents, already=0)
        back = partial_reversal(whole, returned=so_far - row.cents, whole=given.cents, already=earlier)
        setattr(row, name, -back)


def _free(row: PromotionTicket, *, on: date) -> None:
    """Give the slice back what the return frees; of the day's count only on the day itself."""
    limits = row.version.promise.limits
    if not limits.sliced or not (row.cents or row.uses):
        return
    mine = PromotionSlice.objects.filter(promotion_id=row.version.promotion_id, store_id=row.store_id)
    mine.update(
        used_cents=F("used_cents") + row.cents if limits.budget_cents else F("used_cents"),
        uses=Greatest(F("uses") + row.uses, 0) if limits.total else F("uses"),
        uses_today=Case(When(day=on, uses_today__gt=0, then=F("uses_today") + row.uses), default=F("uses_today"))
        if limits.per_day else F("uses_today"),
    )  # fmt: skip
