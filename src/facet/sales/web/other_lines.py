"""The open ticket's lines that are not goods off the shelf, in words for the till. A kind adds its words to `SHOWN`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import get_language, gettext

from facet.kernel.errors import gettext_noop
from facet.kernel.formats import shown
from facet.organisation import selectors as organisation_selectors
from facet.sales.rules.coupon_lines import CouponOff
from facet.sales.rules.deposit_lines import Opening, Settling, UsedDeposit
from facet.sales.rules.deposits import KIND_WORDS
from facet.sales.rules.deposits import REASON_WORDS as DEPOSIT_REASONS
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.old_gold import WAY_WORDS
from facet.sales.rules.return_lines import points_coming
from facet.sales.rules.returns import CONDITION_WORDS, REASON_WORDS
from facet.sales.rules.ticket_lines import OtherLine
from facet.sales.selectors.basket_kinds import COUPON, DEPOSIT_USED
from facet.sales.selectors.till import TillView
from facet.sales.selectors.till_others import TillOther


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How one kind of line looks: an icon, what follows its name, badges, why it waits, points that go back."""

    icon: str
    words: str = ""
    facts: Sequence[str] = ()
    why: str = ""
    points: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOther:
    """One other line, ready for the template. `state`: "", "needs", "waiting", "approved"."""

    row: TillOther
    line_no: int
    name: str
    icon: str
    words: str
    facts: Sequence[str]
    why: str
    points: int
    state: str


def _return(line: OtherLine) -> Words:
    back = line.facts
    wanted = back.request
    pieces = f" × {-line.amounts.quantity}" if line.amounts.quantity < -1 else ""
    return Words(
        icon="arrow-back-up",
        words=f"{line.code}{pieces}",
        facts=(
            gettext("Comes back from %(number)s") % {"number": back.sold.number},
            gettext(REASON_WORDS[wanted.reason]),
            gettext(CONDITION_WORDS[wanted.condition]),
        ),
        why=gettext(back.verdict.why) if back.verdict.why not in {"", REASON_WORDS[wanted.reason]} else "",
        points=points_coming(back),
    )


def _old_gold(line: OtherLine) -> Words:
    taken = line.facts
    wanted, worth = taken.request, taken.worth
    credited = gettext("%(grams)s g credited") % {"grams": shown(worth.credited_mg, "grams")}
    return Words(
        icon="recycle",
        words=gettext("%(grams)s g, %(fineness)s ‰")
        % {"grams": shown(worth.net_mg, "grams"), "fineness": f"{wanted.fineness_e4 / 10:g}"},
        facts=(gettext(WAY_WORDS[worth.way]), *([credited] if worth.price else [])),
        why=gettext("Fineness above the test") if wanted.raised_e4 else "",
    )


def _deposit(line: OtherLine) -> Words:
    facts = line.facts
    if isinstance(facts, Settling):
        kept = facts.split.kept_cents
        words = [gettext("The house keeps ¥%(yuan)s") % {"yuan": shown(kept, "yuan")}] if kept else []
        reason = facts.request.settles.reason if facts.request.settles else ""
        beyond = "" if facts.within_terms else gettext("Settled otherwise than in full")
        return Words(icon="pig-money", words=facts.number, facts=(gettext(DEPOSIT_REASONS[reason]), *words), why=beyond)
    if not isinstance(facts, Opening):
        return Words(icon="pig-money", words=facts.number, facts=(gettext("Paid into it"),))
    named = [gettext("Kept: %(tag)s") % {"tag": facts.tag}] if facts.tag else []
    if facts.lock:
        lock = {"grams": shown(facts.lock.mg, "grams"), "yuan": shown(facts.lock.cents_per_gram, "yuan")}
        named.append(gettext("%(grams)s g at ¥%(yuan)s") % lock)
    if facts.dues:
        part = {"n": len(facts.dues), "yuan": shown(facts.dues[0].cents, "yuan")}
        named.append(gettext("%(n)s instalments of ¥%(yuan)s") % part)
    return Words(icon="pig-money", words=facts.subject, facts=tuple(named))


def _service(line: OtherLine) -> Words:
    return Words(icon="tool", words=line.code)


SHOWN: Mapping[str, Callable[[OtherLine], Words]] = {
    LineKind.RETURN.value: _return, LineKind.OLD_GOLD.value: _old_gold,
    LineKind.DEPOSIT_TAKEN.value: _deposit, LineKind.SERVICE.value: _service,
}  # fmt: skip

KIND_LABELS: Mapping[str, str] = {
    LineKind.RETURN.value: gettext_noop("Goods that come back"),
    LineKind.OLD_GOLD.value: gettext_noop("Old gold"),
    COUPON: gettext_noop("Coupon"),
    LineKind.DEPOSIT_TAKEN.value: gettext_noop("Deposit"),
    DEPOSIT_USED: gettext_noop("Deposit"),
    LineKind.SERVICE.value: gettext_noop("Service"),
}


def shown_others(others: Sequence[TillOther], *, at: datetime) -> list[ShownOther]:
    """Every other line in words. Queries: 1 for each that waits for a yes."""
    english = (get_language() or "").startswith("en")
    return [_shown(other, at=at, english=english) for other in others]


def _shown(other: TillOther, *, at: datetime, english: bool) -> ShownOther:
    line = other.line
    words = SHOWN[other.kind](line) if line else Words(icon="receipt", words=other.code)
    name = (line.name_en if english and line.name_en else line.name) if line else gettext(KIND_LABELS[other.kind])
    return ShownOther(
        row=other, line_no=other.line_no, name=name, icon=words.icon, words=words.words, facts=words.facts,
        why=words.why, points=words.points, state=_state(other, at),
    )  # fmt: skip


def with_coupons(others: Sequence[ShownOther], view: TillView) -> list[ShownOther]:
    """Coupons with their names and what they took off; they are no lines of their own. Queries: 0."""
    taken = iter(view.quoted.coupons if view.quoted else ())
    return [_coupon(each, next(taken, None)) if each.row.kind == COUPON else each for each in others]


def _coupon(shown_line: ShownOther, taken: CouponOff | None) -> ShownOther:
    if taken is None:
        return replace(shown_line, icon="ticket")
    off = gettext("Takes off ¥%(yuan)s") % {"yuan": shown(taken.cents, "yuan")} if taken.cents else taken.gift
    return replace(shown_line, name=taken.name, icon="ticket", words=taken.code, facts=(off,))


def with_deposits(others: Sequence[ShownOther], view: TillView) -> list[ShownOther]:
    """Deposits that are used, with what is left and what was promised; they are no lines of their own. Queries: 0."""
    used = {each.number: each for each in (view.quoted.used if view.quoted else ())}
    return [_used(each, used.get(each.row.code)) if each.row.kind == DEPOSIT_USED else each for each in others]


def _used(line: ShownOther, used: UsedDeposit | None) -> ShownOther:
    if used is None:
        return replace(line, icon="pig-money")
    facts = [gettext("¥%(yuan)s left") % {"yuan": shown(used.balance_cents, "yuan")}]
    if used.lock:
        lock = {"grams": shown(used.lock.left_mg, "grams"), "yuan": shown(used.lock.cents_per_gram, "yuan")}
        facts.append(gettext("%(grams)s g at ¥%(yuan)s") % lock)
    return replace(line, name=gettext(KIND_WORDS[used.kind]), icon="pig-money", words=used.number, facts=tuple(facts))


def _state(other: TillOther, at: datetime) -> str:
    if other.wanted is None:
        return ""
    if not other.approval_id:
        return "needs"
    state = organisation_selectors.approval_state(other.approval_id, at=at)
    return state if state in {"approved", "waiting"} else "needs"
