"""The reason of a row in sentences: each number of the plan, where it comes from, in the reader's language."""

from dataclasses import dataclass

from django.utils.translation import gettext

from facet.inventory.rules.bands import BAND_WORDS
from facet.kernel.money import divide_half_away
from facet.purchasing.models import PurchasePlanRow
from facet.purchasing.rules.forecast import E6, METHOD_WORDS, Method
from facet.purchasing.rules.lost_sales import LOOKED_BACK
from facet.purchasing.rules.plan import CUT_WORDS, PLAN_STATE_WORDS, Cut, PlanState

STATE_TONES = {
    PlanState.OPEN: ("gold", "pencil"), PlanState.ORDERED: ("ok", "check"), PlanState.DROPPED: ("plain", "ban"),
}  # fmt: skip
CUT_TONES = {Cut.AGE: ("warn", "hourglass"), Cut.BUDGET: ("warn", "wallet")}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the sum: its sign, its number, what it is, where it comes from. `strong`: a line under which one
    draws."""

    sign: str
    number: str
    title: str
    why: str = ""
    strong: bool = False


def tenths(value_e6: int) -> str:
    """Millionths as people read them: 16,600,000 → 16.6; below one 0.35, below a tenth 0.098."""
    scale = 10 if abs(value_e6) >= E6 else 100 if abs(value_e6) >= E6 // 10 else 1_000
    number = divide_half_away(value_e6 * scale, E6)
    whole, part = divmod(abs(number), scale)
    text = f"{whole:,}.{part:0{len(str(scale)) - 1}d}".rstrip("0").rstrip(".")
    return f"−{text}" if number < 0 else text


def ratio(basis_points: int | None) -> str:
    """Basis points as a ratio: 8,300 → 0.83; nothing to measure by: a dash."""
    return "–" if basis_points is None else f"{basis_points // 10_000}.{basis_points % 10_000 // 100:02d}"


def band(code: str) -> str:
    """A band in words, a dash for none."""
    return gettext(BAND_WORDS[code]) if code in BAND_WORDS else "–"


def method_word(method: str) -> str:
    """The method in words."""
    return gettext(METHOD_WORDS[Method(method)])


def plan_badge(state: str) -> tuple[str, str, str]:
    """Tone, icon and English word of a plan's state."""
    known = PlanState(state)
    return (*STATE_TONES[known], PLAN_STATE_WORDS[known])


def cut_badge(cut: str) -> tuple[str, str, str] | None:
    """Tone, icon and English word of why less is proposed; None where nothing was cut."""
    return (*CUT_TONES[Cut(cut)], CUT_WORDS[Cut(cut)]) if cut else None


def reason(row: PurchasePlanRow) -> list[Step]:
    """The sum from the forecast to the quantity that counts, one step a line (F46)."""
    facts = row.trace
    days = facts["days"]
    text = gettext("%(rate)s a day × %(days)s days; %(how)s")
    if facts.get("measured"):
        text = gettext("%(rate)s a day × %(days)s days, for this supplier takes %(lead)s as we measured; %(how)s")
    rate = text % {
        "rate": tenths(facts["rate_e6"]), "days": days, "lead": facts.get("lead_days", ""), "how": _how(row),
    }  # fmt: skip
    available = row.on_hand + row.on_order + row.in_transit - row.reserved
    there = gettext("%(hand)s in stock + %(order)s on order + %(road)s on the road − %(kept)s kept for customers") % {
        "hand": row.on_hand, "order": row.on_order, "road": row.in_transit, "kept": row.reserved,
    }  # fmt: skip
    steps = [Step("", tenths(row.demand_e6), gettext("Will be asked for"), rate)]
    steps.append(Step("+", tenths(row.lost_e6), gettext("Lost sales"), _lost(row)))
    steps.append(Step("+", str(row.safety), gettext("Safety"), _safety(row)))
    steps.append(Step("=", tenths(facts["wanted_e6"]), gettext("Should be there"), strong=True))
    steps.append(Step("−", str(available), gettext("Is there or comes"), there))
    need = gettext("%(rest)s, rounded up") % {"rest": tenths(max(0, facts["wanted_e6"] - available * E6))}
    steps.append(Step("=", str(row.need), gettext("Needed in all"), need, strong=True))
    return steps + _cuts(row)


def _how(row: PurchasePlanRow) -> str:
    """By which method the forecast was made, and how that did beside the naive forecast."""
    facts = row.trace
    if row.method == Method.THUMB:
        return gettext("too short a past to test: rule of thumb from %(sold)s pieces sold") % {"sold": facts["sold"]}
    return gettext("%(method)s: its error was %(error)s, that of “as last time” %(naive)s, over %(held)s periods") % {
        "method": method_word(row.method), "error": ratio(row.mase_bp), "naive": ratio(row.naive_mase_bp),
        "held": facts["held"],
    }  # fmt: skip


def _lost(row: PurchasePlanRow) -> str:
    facts = row.trace
    if not row.lost_e6:
        return gettext("nothing was asked for in vain, none of it was out of stock in %(days)s days") % {
            "days": LOOKED_BACK
        }
    text = gettext("asked for in vain %(asked)s times, out of stock on %(out)s%% of the store days of %(days)s days")
    return text % {"asked": facts["asked"], "out": divide_half_away(facts["out_bp"], 100), "days": LOOKED_BACK}


def _safety(row: PurchasePlanRow) -> str:
    facts = row.trace
    if facts["safety_dropped"]:
        return gettext("none: %(aged)s of %(hand)s in stock lie longer than %(days)s days already") % {
            "aged": facts["aged"], "hand": row.on_hand, "days": facts["ageing_days"],
        }  # fmt: skip
    return gettext("so that it lasts in %(percent)s of 100 cases, from the forecast's own error") % {
        "percent": facts["service_bp"] // 100
    }


def _cuts(row: PurchasePlanRow) -> list[Step]:
    """What the ageing rule, the budget and a person made of the need."""
    facts, steps = row.trace, []
    if facts["after_age"] < row.need:
        why = gettext("more than %(most)s would still lie there after %(days)s days") % {
            "most": facts["most"], "days": facts["ageing_days"],
        }  # fmt: skip
        steps.append(Step("≤", str(facts["after_age"]), gettext("Stock age"), why))
    if row.cut == Cut.BUDGET:
        why = gettext("the budget first serves what runs out first")
        steps.append(Step("≤", str(row.proposed), gettext("Budget"), why))
    steps.append(Step("=", str(row.proposed), gettext("Proposed"), strong=True))
    if row.own_quantity is not None:
        why = gettext("%(who)s: %(reason)s") % {"who": row.own_by_name, "reason": row.own_reason}
        steps.append(Step("→", str(row.own_quantity), gettext("Own quantity"), why, strong=True))
    return steps
