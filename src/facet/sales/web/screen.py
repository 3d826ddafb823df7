"""The till's facts as its templates show them: names by language, pictures, limits in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language, gettext

from facet.inventory.rules.pictures import stand_in
from facet.inventory.selectors.search import newest_pieces
from facet.kernel import registry
from facet.kernel.clock import business_date, local_date
from facet.kernel.pages import sentence
from facet.kernel.permissions import Actor
from facet.members.permissions import MembersPermission
from facet.members.selectors.reach import reaches
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StaffRef, TillFacts
from facet.organisation.selectors import tills as till_selectors
from facet.sales.permissions import SalesPermission
from facet.sales.rules.basis import other_basis
from facet.sales.rules.held_points import plan_of
from facet.sales.selectors.quote import Quoted
from facet.sales.selectors.tender_offers import tender_offers
from facet.sales.selectors.till import TillLine, TillView
from facet.sales.web.beside_member import beside_member
from facet.sales.web.forms import ApprovalForm, DiscountForm, LineForm
from facet.sales.web.other_lines import shown_others, with_coupons, with_deposits
from facet.sales.web.payment_form import PaymentForm
from facet.sales.web.tools import tools_of

_OPEN = {"needs", "waiting"}
NEW_PIECES = 4  # tiles of what is new in the store


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of the ticket, ready for the template."""

    line: TillLine
    name: str
    picture: str
    limit_words: str
    state: str  # "", "needs", "waiting", "approved"
    may_switch: bool  # its price basis, by who looks
    bulk: LineForm | None  # quantity and weight, for goods without a tag of their own


def screen(request: HttpRequest, *, till: TillFacts, view: TillView, at: datetime, **more: Any) -> dict[str, Any]:
    """Everything the till's templates need."""
    actor = request.actor
    crew = _crew(actor, till, at)
    names = {person.code: person.name for person in crew} | {actor.code: actor.name}
    lines = _lines(actor, view, store_id=till.store_id, at=at)
    others = with_deposits(with_coupons(shown_others(view.others, at=at), view), view)
    return {
        "till": till,
        "view": view,
        "lines": lines,
        "others": others,
        "tools": tools_of(actor, store_id=till.store_id),
        **_rights(actor, store_id=till.store_id),
        "sellers": "、".join(names.get(code, code) for code in view.salespeople),
        "colleagues": _with_self(crew, actor),
        "payable": bool(view.quoted) and not _OPEN & ({each.state for each in lines} | {each.state for each in others}),
        **_paying(actor, view, on=local_date(at, till.time_zone), at=at),
        "owed": _owed(view),
        **_forms(actor),
        "unpriced": sentence(view.refusal) if view.refusal else "",
        **_member(request, view, at),
        "suggestions": [] if not view.is_empty else newest_pieces(actor, store_id=till.store_id, most=NEW_PIECES),
        **more,
    }  # fmt: skip


def _lines(actor: Actor, view: TillView, *, store_id: int, at: datetime) -> list[ShownLine]:
    switches = actor.may(SalesPermission.SWITCH_BASIS, store_id=store_id)
    return [_shown(line, at, switches=switches) for line in view.lines]


def _rights(actor: Actor, *, store_id: int) -> dict[str, bool]:
    return {
        "may_quote": actor.may(SalesPermission.QUOTE, store_id=store_id),
        "sells_pending": actor.may(SalesPermission.SELL_PENDING, store_id=store_id),
    }


def _forms(actor: Actor) -> dict[str, Any]:
    return {
        "discount_form": DiscountForm(),
        "approval_form": ApprovalForm(),
        "limits_words": _limits_words(actor),
    }


def _paying(actor: Actor, view: TillView, *, on: date, at: datetime) -> dict[str, Any]:
    """The payment sheet and the limits of what the member may pay with."""
    holder = plan_of(view.basket.pk) if view.basket else ""
    paid = view.member and view.quoted
    offers = tender_offers(actor, view.member, view.quoted, holder=holder, on=on, at=at) if paid else None
    form = _payment(view)
    if offers and len(offers.cards) == 1:
        form.initial["card_number"] = offers.cards[0].number
    if offers and offers.held.cents:
        form.initial["amount_points"] = f"{offers.held.cents / 100:.2f}"
    return {"payment": form, "offers": offers}


def _payment(view: TillView) -> PaymentForm:
    """The payment sheet; when the customer gets money, filled with the way it came."""
    if view.quoted is None:
        return PaymentForm(initial={"expected_total_cents": 0})
    back = {f"amount_{each.method}": f"{each.amount_cents / 100:.2f}" for each in view.quoted.refunds}
    return PaymentForm(initial={"expected_total_cents": view.quoted.totals.due_cents, **back, **_deposits(view.quoted)})


def _deposits(quoted: Quoted) -> dict[str, Any]:
    """What the ticket's deposits pay: all of them as far as something is due."""
    if not quoted.used or quoted.totals.due_cents <= 0:
        return {}
    cents = min(quoted.totals.due_cents, sum(each.balance_cents for each in quoted.used))
    balances = [(each.number, each.balance_cents) for each in quoted.used]
    return {"amount_deposit": f"{cents / 100:.2f}", "deposits": balances}


def _owed(view: TillView) -> int:
    """Points that the member will owe: what the returned goods earned and she has spent already."""
    if view.member is None or view.quoted is None:
        return 0
    return max(0, view.quoted.points_back - view.quoted.points - view.member.points_available)


def _shown(line: TillLine, at: datetime, *, switches: bool) -> ShownLine:
    goods = line.priced.goods if line.priced else None
    english = (get_language() or "").startswith("en")
    name = (goods.name_en if english and goods.name_en else goods.name) if goods else line.code
    picture = stand_in(line.piece.form, fineness_e4=line.piece.fineness_e4) if line.piece else ""
    return ShownLine(
        line=line, name=name, picture=picture, limit_words=_limit_words(line), state=_state(line, at),
        may_switch=switches and bool(line.piece and other_basis(line.piece.price_basis)),
        bulk=_bulk(line) if line.is_bulk else None,
    )  # fmt: skip


def _bulk(line: TillLine) -> LineForm:
    grams = f"{line.weight_mg / 1000:.3f}" if line.weight_mg else ""
    facts = {"line_no": line.line_no, "was_mg": line.weight_mg, "quantity": line.quantity, "grams": grams}
    return LineForm(initial=facts, auto_id=f"line-{line.line_no}-%s")


def _state(line: TillLine, at: datetime) -> str:
    if not line.beyond:
        return ""
    if not line.approval_id:
        return "needs"
    state = organisation_selectors.approval_state(line.approval_id, at=at)
    return state if state in {"approved", "waiting"} else "needs"


def _limit_words(line: TillLine) -> str:
    """ "12 % off, you may give up to 15 %": what was given beside what may be given."""
    if line.wish is None:
        return ""
    if line.wish.limit == "gram_discount_cents":
        facts = {"given": f"{line.wish.wanted / 100:.2f}", "limit": f"{line.limit / 100:.2f}"}
        return gettext("¥%(given)s off each gram, you may give up to ¥%(limit)s") % facts
    facts = {"given": f"{line.wish.wanted / 100:g}", "limit": f"{line.limit / 100:g}"}
    return gettext("%(given)s %% off, you may give up to %(limit)s %%") % facts


def _limits_words(actor: Actor) -> str:
    facts: Mapping[str, str] = {
        "price": f"{actor.limit('discount_bp') / 100:g}",
        "labour": f"{actor.limit('labour_discount_bp') / 100:g}",
        "gram": f"{actor.limit('gram_discount_cents') / 100:.2f}",
    }
    words = gettext("You may give %(price)s %% off a price, %(labour)s %% off labour and ¥%(gram)s off a gram.")
    return words % facts


def _crew(actor: Actor, till: TillFacts, at: datetime) -> list[StaffRef]:
    """Who may be named as salesperson: who works here, those on loan today too."""
    day = business_date(at, till.time_zone)
    return till_selectors.colleagues(actor, store_id=till.store_id, days=(day, day))


def _with_self(crew: list[StaffRef], actor: Actor) -> list[StaffRef]:
    if actor.staff_id is None or any(person.code == actor.code for person in crew):
        return crew
    return [StaffRef(actor.staff_id, actor.code, actor.name, actor.store_id, True), *crew]


def _member(request: HttpRequest, view: TillView, at: datetime) -> dict[str, Any]:
    """What stands on the till about the member."""
    offers = beside_member(request, view, at=at)
    return {"grade": _grade(view), "member_offers": offers, "member_name": _member_name(request.actor, view)}


def _member_name(actor: Actor, view: TillView) -> str:
    """The member's name in full for those in whose care she is, masked for the others."""
    member = view.member
    if member is None:
        return ""
    whole = reaches(actor, MembersPermission.VIEW_MEMBERS, clerk_id=member.clerk_id, home_store_id=member.home_store_id)
    return member.name if whole else member.masked_name


def _grade(view: TillView) -> dict[str, Any] | None:
    """The member's grade, its effect and the next step, as loyalty explains it."""
    if view.member is None:
        return None
    explain = registry.offered("member.grade", "loyalty")
    return explain(view.member.grade_code, view.member.points_lifetime) if explain else None
