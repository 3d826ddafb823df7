"""Try the rules: a made-up ticket, its points by line, and what the draft would give."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from facet.kernel.errors import DomainError, Invalid, NotFound, gettext_noop
from facet.kernel.interface import add_refusal
from facet.kernel.pages import sentence
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import viewing
from facet.loyalty import selectors
from facet.loyalty.errors import ProgrammeInvalid, ProgrammeMissing
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.rules.earning_base import Amounts
from facet.loyalty.rules.kinds import CLASS_LABELS
from facet.loyalty.rules.programme import GradeFacts, Programme
from facet.loyalty.rules.templates import BLANK, FIRST_STEP
from facet.loyalty.selectors.real_ticket import real_ticket
from facet.loyalty.templatetags.loyalty import named
from facet.loyalty.web.days import today
from facet.loyalty.web.draft import DraftForms
from facet.loyalty.web.fields import CleanField, DayField, YuanField
from facet.loyalty.web.rule_forms import group_choices
from facet.members import selectors as members_selectors
from facet.members.errors import MemberUnknown


class TicketForm(forms.Form):
    """Who buys, and on which day."""

    grade = forms.ChoiceField(label=_("Who buys"), help_text=_("The grade before this ticket counts."))
    member = CleanField(
        label=_("Or a real member"), max_length=40, required=False,
        help_text=_("Member number; then her grade, groups and year count."),
    )  # fmt: skip
    group = forms.ChoiceField(
        label=_("In the group"), choices=group_choices, required=False, help_text=_("For what only a group gets.")
    )
    on = DayField(label=_("Which day"), help_text=_("Windows and member days look at this day."))

    def __init__(self, *args: Any, ladder: Sequence[GradeFacts], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grade"].choices = [(grade.code, named(grade)) for grade in ladder]  # type: ignore[attr-defined]


class LineForm(forms.Form):
    """One line of the made-up ticket."""

    points_class = forms.ChoiceField(
        label=_("Goods"),
        choices=lambda: [(c.value, _(t)) for c, t in CLASS_LABELS.items()],
        initial="gold",
        help_text=_("What the rates tell apart."),
    )
    amount = YuanField(label=_("Amount paid"), help_text=_("In yuan, after all discounts; 8000 or 8,000.50."))
    gross = YuanField(
        label=_("Before discounts"), required=False,
        help_text=_("For rules that count on it; empty: there was no discount."),
    )  # fmt: skip
    otherwise = YuanField(
        label=_("Paid otherwise"), required=False,
        help_text=_("With coupons, points, given value or old gold, beside the amount paid; empty: nothing."),
    )  # fmt: skip
    quantity = forms.IntegerField(
        label=_("Pieces"), min_value=1, max_value=10_000, initial=1, help_text=_("The bonus is per piece.")
    )
    is_new_product = forms.BooleanField(
        label=_("New product"), required=False, help_text=_("Brings the new product bonus.")
    )
    style_code = CleanField(
        label=_("Style"), max_length=32, required=False, help_text=_("For a bonus on one style; may be empty.")
    )


LineSet = forms.formset_factory(LineForm, extra=1, max_num=50, absolute_max=60, validate_max=True)


@require_http_methods(["GET", "POST"])
def simulator(request: HttpRequest) -> HttpResponse:
    """The page, and after "Count" its result alone for HTMX. Nothing is written.

    From the editor the blanks come along and are counted as they stand, kept or not.
    """
    require(request.actor, LoyaltyPermission.VIEW_PROGRAMME)
    context = _of_real_ticket(request) if "ticket" in request.GET else None
    context = context or ticket_context(request.actor, _with_one_more(request) if request.method == "POST" else None)
    asks = request.method == "POST" and "more" not in request.POST
    if request.method == "GET" or asks:
        try:
            context |= count(request.actor, context, blanks=_blanks(request))
        except ProgrammeInvalid as refusal:
            context["unclear"] = sentence(refusal)
        except DomainError as refusal:
            add_refusal(context["form"], refusal)
    wrong = asks and not {"live", "unclear"} & set(context)
    part = "#result" if request.htmx and asks and not wrong else ""
    answer = render(request, "loyalty/simulator.html" + part, context, status=422 if wrong else 200)
    if request.htmx and wrong:  # the mistakes stand in the form, not in the result
        answer["HX-Retarget"] = answer["HX-Reselect"] = "#ticket"
    return answer


def _of_real_ticket(request: HttpRequest) -> dict[str, Any]:
    """The blanks filled from a ticket that was sold; without it the example, and why."""
    number = request.GET["ticket"].strip()
    try:
        with viewing(request.actor):
            sold = real_ticket(request.actor, number)
    except NotFound:
        wrong = gettext("You see no member's ticket of this number; take it from the list of sales.")
        return ticket_context(request.actor) | {"ticket": number, "ticket_wrong": wrong}
    sent: dict[str, Any] = {
        "grade": sold.grade, "on": sold.on.isoformat(), "line-TOTAL_FORMS": str(len(sold.lines)),
        "line-INITIAL_FORMS": "0",
    }  # fmt: skip
    for place, line in enumerate(sold.lines):
        sent |= {
            f"line-{place}-points_class": line.points_class, f"line-{place}-amount": f"{line.base_cents / 100:.2f}",
            **_told(place, line.amounts),
            f"line-{place}-quantity": str(line.quantity), f"line-{place}-style_code": line.style_code,
        }  # fmt: skip
        if line.is_new_product:
            sent[f"line-{place}-is_new_product"] = "on"
    return ticket_context(request.actor, sent) | {"ticket": number, "ticket_points": sold.points}


def _told(place: int, amounts: Amounts | None) -> dict[str, str]:
    """The blanks that say how a sold line came to what was paid of it."""
    if amounts is None:
        return {}
    otherwise = amounts.discounted_cents - amounts.paid_cents
    told = {"gross": amounts.gross_cents, "otherwise": otherwise}
    return {f"line-{place}-{name}": f"{cents / 100:.2f}" for name, cents in told.items()}


def ticket_context(actor: Actor, sent: Any = None) -> dict[str, Any]:
    """The blanks of the made-up ticket; without `sent` the example of the seed."""
    with viewing(actor):
        page = selectors.programme_page(actor, on=today())
    row = page.draft or page.in_force
    ladder = row.programme.ladder if row else ()
    sent = sent or _example(ladder)
    return {"form": TicketForm(sent, ladder=ladder), "lines": LineSet(sent, prefix="line")}


def count(actor: Actor, context: Mapping[str, Any], *, blanks: Any = None) -> dict[str, Any]:
    """The ticket under the rules in force and under the draft, {} while a blank of the ticket is wrong.

    `blanks` are the editor's forms as they stand. Raises: ProgrammeInvalid when they hold no rules,
    and what simulating refuses.
    """
    form, lines = context["form"], context["lines"]
    if not (form.is_valid() and lines.is_valid()):
        return {}
    if blanks is not None and not blanks.is_valid():
        raise ProgrammeInvalid(where=gettext("draft"), reason=gettext_noop("some blanks are not filled in rightly yet"))
    return _counted(actor, form, lines, blanks.programme() if blanks is not None else True)


def _blanks(request: HttpRequest) -> Any:
    """The editor's blanks, when they were sent along."""
    if "basics-years_kept" not in request.POST:
        return None
    return DraftForms(request.POST, rules=BLANK, ladder=FIRST_STEP)


def _with_one_more(request: HttpRequest) -> Any:
    """What was sent; with "more", one further empty line."""
    sent = request.POST.copy()
    sent["line-INITIAL_FORMS"] = "0"  # any line may be left empty
    if "more" in sent and sent.get("line-TOTAL_FORMS", "").isdecimal():
        sent["line-TOTAL_FORMS"] = str(min(int(sent["line-TOTAL_FORMS"]) + 1, 50))
    return sent


def _example(ladder: Sequence[GradeFacts]) -> dict[str, Any] | None:
    """The ticket that stands there at first: a new diamond ring and a gold necklace on Christmas Eve. Source: F27."""
    if not ladder:
        return None
    grade = next((step.code for step in ladder if step.code == "gold"), ladder[-1].code)
    return {
        "grade": grade, "on": today().replace(month=12, day=24).isoformat(),
        "line-TOTAL_FORMS": "2", "line-INITIAL_FORMS": "0",
        "line-0-points_class": "diamond", "line-0-amount": "8,000.00", "line-0-quantity": "1",
        "line-0-is_new_product": "on",
        "line-1-points_class": "gold", "line-1-amount": "3,000.00", "line-1-quantity": "1",
    }  # fmt: skip


def _counted(actor: Actor, form: TicketForm, lines: Any, wanted: bool | Programme) -> dict[str, Any]:
    """The ticket under the rules in force, and under the draft where there is one."""
    given = form.cleaned_data
    ticket = [
        EarningLine(
            number, line["points_class"], line["amount"], is_new_product=line["is_new_product"],
            quantity=line["quantity"], style_code=line["style_code"], amounts=_amounts(line),
        )
        for number, line in enumerate((each for each in lines.cleaned_data if each), start=1)
    ]  # fmt: skip
    asked = {"who": _who(actor, form), "lines": ticket, "on": given["on"], "groups": frozenset({given["group"]} - {""})}
    with viewing(actor):
        live = _tried(actor, asked, draft=False)
        draft = _tried(actor, asked, draft=wanted)
    shown = draft or live
    if shown is None:
        raise ProgrammeMissing(on=given["on"].isoformat())
    labels = [CLASS_LABELS[line.points_class] for line in shown.lines]  # type: ignore[index]
    return {
        "live": live,
        "draft": draft,
        "shown": shown,
        "more": draft.total - live.total if draft and live else None,
        "worth": {name: _worth(each) for name, each in (("live", live), ("draft", draft)) if each},
        "rows": list(zip(labels, shown.lines, live.lines if live else shown.lines, strict=True)),
    }


def _amounts(line: Mapping[str, Any]) -> Amounts:
    """The four amounts of a line; a price before discounts is never below the one after them."""
    discounted = line["amount"] + (line["otherwise"] or 0)
    return Amounts.of(line["amount"], gross_cents=max(line["gross"] or 0, discounted), discounted_cents=discounted)


def _tried(actor: Actor, asked: dict[str, Any], *, draft: bool | Programme) -> selectors.Preview | None:
    """None where there is no draft, or nothing in force on that day; a grade only one of both knows counts as first."""
    try:
        return selectors.simulate(actor, **asked, draft=draft)
    except (NotFound, ProgrammeMissing):
        return None
    except Invalid:
        return selectors.simulate(actor, **asked | {"who": ""}, draft=draft)


def _who(actor: Actor, form: TicketForm) -> int | str:
    number = form.cleaned_data["member"]
    if not number:
        return str(form.cleaned_data["grade"])
    found = [row for row in members_selectors.find_members(actor, number) if row.number == number.upper()]
    found = found or members_selectors.find_members(actor, number)
    if len(found) != 1:
        raise MemberUnknown(key=number)
    return int(found[0].id)


def _worth(preview: selectors.Preview) -> int:
    cash = preview.programme.cash
    return preview.total * cash.cents // cash.points if cash.is_on else 0
