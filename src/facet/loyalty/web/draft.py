"""All blanks of the rules together: from the stored JSON into forms, and back."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext

from facet.loyalty.errors import ProgrammeInvalid
from facet.loyalty.rules.earning_base import EarningBase
from facet.loyalty.rules.parsing import parse_programme
from facet.loyalty.rules.programme import GradeFacts, Programme
from facet.loyalty.services import Rules
from facet.loyalty.web import draft_sections as sections
from facet.loyalty.web import rule_forms as rules_of

# Part of the page → its form, how many at most, and where its rows stand in the JSON.
LISTS: dict[str, tuple[type[forms.Form], int, tuple[str, ...]]] = {
    "windows": (rules_of.WindowForm, 100, ("windows",)),
    "days": (rules_of.MemberDayForm, 50, ("member_days",)),
    "bonuses": (rules_of.BonusForm, 100, ("bonuses",)),
    "groups": (rules_of.GroupBonusForm, 50, ("group_bonuses",)),
    "spending": (rules_of.SpendingForm, 20, ("steps",)),
    "occasions": (sections.OccasionForm, 50, ("rewards", "occasions")),
    "special": (sections.SpecialForm, 50, ("rewards", "special")),
    "levels": (sections.LevelForm, 3, ("referral", "levels")),
    "bundles": (sections.BundleForm, 20, ("cash", "steps")),
}
SINGLE: dict[str, type[forms.Form]] = {
    "rewards": sections.RewardsForm,
    "referral": sections.ReferralForm,
    "cash": sections.CashForm,
    "times": sections.TimesForm,
    "basis": sections.BasisForm,
}
STEPS = "steps"


class DraftForms:
    """The forms of one draft. `live` are the rules in force, so that a changed blank can say what it was."""

    def __init__(
        self, sent: Any, *, rules: Mapping[str, Any], ladder: Sequence[GradeFacts], live: Programme | None = None
    ) -> None:
        self.sent = sent
        self.basics = rules_of.BasicsForm(sent, initial=_basics(rules), prefix="basics")
        # What is sent is all there is: a row that says what the rules in force say is a row, not an untouched one.
        self.steps = _set(rules_of.StepForm, 20)(
            sent, initial=None if sent else [_step(step) for step in ladder], prefix=STEPS
        )
        self.lists = {
            part: _set(form, most)(
                sent, initial=None if sent else [_dated(row) for row in _rows(rules, where)], prefix=part
            )
            for part, (form, most, where) in LISTS.items()
        }
        self.single = {part: form(sent, initial=_section(part, rules), prefix=part) for part, form in SINGLE.items()}
        if live:
            _remember(self.basics, {f"rate_{name}": rate for name, rate in live.rates.items()})
            for form in self.steps:
                step = next((each for each in live.ladder if each.code == form["code"].value()), None)
                _remember(form, _step(step) if step else {})

    @property
    def parts(self) -> list[Any]:
        """Every form and set of forms."""
        return [self.basics, self.steps, *self.lists.values(), *self.single.values()]

    def is_valid(self) -> bool:
        return self.sent is not None and all([part.is_valid() for part in self.parts])  # every part shows its mistakes

    def wanted(self) -> Rules:
        """What the blanks say, as it is stored."""
        rules = _stored_basics(self.basics.cleaned_data) | {
            part: {name: value for name, value in self.single[part].cleaned_data.items() if value is not None}
            for part in ("rewards", "referral", "cash", "basis")
        }
        times = self.single["times"].cleaned_data
        rules |= {
            "pending": {"days": times["pending_days"] or 0},
            "transfer": {"in_household": times["in_household"]},
            "expiry": {"notice_days": times["notice_days"], "grace_days": times["grace_days"] or 0},
        }
        for part, (_form, _most, where) in LISTS.items():
            place = rules if len(where) == 1 else rules[where[0]]
            place[where[-1]] = [_stored(row) for row in _kept(self.lists[part])]
        if not rules["cash"].get("cents"):
            del rules["cash"]
        return Rules(rules=rules, ladder=[GradeFacts(**row) for row in _kept(self.steps)])

    def programme(self) -> Programme:
        """The programme of the blanks, not stored. Raises: ProgrammeInvalid."""
        wanted = self.wanted()
        return parse_programme(wanted.rules, wanted.ladder)

    def refuse(self, refusal: ProgrammeInvalid) -> bool:
        """Write a refusal beside the blank it names; False where it names none."""
        where, reason = str(refusal.facts["where"]).split(), gettext(str(refusal.facts["reason"]))
        for part, (_form, _most, path) in LISTS.items():
            if tuple(where[: len(path)]) == path and len(where) > len(path) and where[len(path)].isdecimal():
                rows = [form for form in self.lists[part] if form.cleaned_data and not form.cleaned_data.get("DELETE")]
                row, field = rows[int(where[len(path)]) - 1], (where[len(path) + 1 :] or [""])[0]
                row.add_error({"until": "last"}.get(field, field) if field in (*row.fields, "until") else None, reason)
                return True
        form = self.single.get(where[0])
        if form is not None and len(where) > 1 and where[1] in form.fields:
            form.add_error(where[1], reason)
            return True
        return False


def one_more(sent: Any) -> Any:
    """What was sent, with one empty row more in the part that "more" names."""
    sent, part = sent.copy(), sent.get("more", "")
    known = {STEPS: 20} | {name: most for name, (_form, most, _where) in LISTS.items()}
    total = sent.get(f"{part}-TOTAL_FORMS", "")
    if part in known and total.isdecimal():
        sent[f"{part}-TOTAL_FORMS"] = str(min(int(total) + 1, known[part]))
    return sent


def _set(form: type[forms.Form], most: int) -> Any:
    return forms.formset_factory(
        form, extra=0, can_delete=True, max_num=most, absolute_max=most + 10, validate_max=True
    )


def _remember(form: Any, was: Mapping[str, Any]) -> None:
    form.was = was


def _rows(rules: Mapping[str, Any], where: Sequence[str]) -> list[Mapping[str, Any]]:
    place: Any = rules
    for key in where:
        place = place.get(key) or {}
    return list(place)


def _section(part: str, rules: Mapping[str, Any]) -> dict[str, Any]:
    if part == "times":
        expiry = rules.get("expiry", {})
        shown = {"pending_days": rules.get("pending", {}).get("days", 0), **rules.get("transfer", {}), **expiry}
        if "notice_days" in shown:
            shown["notice_days"] = ", ".join(map(str, shown["notice_days"]))
        return shown
    found = dict(rules.get(part) or {})
    return found if part != "cash" or found else {"excluded": ["by_weight", "bar"], "points": 100, "cents": 0}


def _basics(rules: Mapping[str, Any]) -> dict[str, Any]:
    worth = rules["worth"]
    return {
        "years_kept": rules["years_kept"],
        "worth_points": worth["points"],
        "worth_cents": worth["cents"],
        "expected": worth["expected_bp"] // 100,
        "earning_base": rules.get("earning_base", EarningBase.PAID.value),
        "steps_by_year": "year" if rules.get("steps_by_year") else "",
    } | {f"rate_{name}": rate for name, rate in rules["rates"].items()}


def _stored_basics(basics: Mapping[str, Any]) -> dict[str, Any]:
    rates = {name: basics[f"rate_{name}"] for name, _label in rules_of.class_choices() if basics[f"rate_{name}"]}
    worth = {"points": basics["worth_points"], "cents": basics["worth_cents"], "expected_bp": basics["expected"] * 100}
    return {
        "rates": rates, "years_kept": basics["years_kept"], "worth": worth,
        "steps_by_year": bool(basics["steps_by_year"]), "earning_base": basics["earning_base"],
    }  # fmt: skip


def _step(step: GradeFacts) -> dict[str, Any]:
    return {name: getattr(step, name) for name in ("code", "name", "name_en", "threshold", "coefficient_bp")}


def _dated(row: Mapping[str, Any]) -> dict[str, Any]:
    """Half-open as stored, with its last day as people say it."""
    shown = dict(row)
    if until := shown.pop("until", None):
        shown["last"] = date.fromisoformat(until) - timedelta(days=1)
    if "grades" in shown:
        shown["grades"] = ", ".join(shown["grades"])
    return shown


def _kept(formset: Any) -> list[dict[str, Any]]:
    rows = [dict(form.cleaned_data) for form in formset if form.cleaned_data and not form.cleaned_data.get("DELETE")]
    for row in rows:
        row.pop("DELETE", None)
    return rows


def _stored(row: dict[str, Any]) -> dict[str, Any]:
    row = {name: value for name, value in row.items() if value is not None}
    last, begins = row.pop("last", None), row.pop("begins", None)
    if begins:
        row["begins"] = begins.isoformat()
    if last:
        row["until"] = (last + timedelta(days=1)).isoformat()
    return row
