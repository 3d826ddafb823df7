"""Try the rules: a made-up ticket, its points by line, and what the draft would give."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from facet.kernel.errors import DomainError, NotFound
from facet.kernel.interface import add_refusal
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import viewing
from facet.loyalty import selectors
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.rules.kinds import CLASS_LABELS
from facet.loyalty.rules.programme import GradeFacts
from facet.loyalty.templatetags.loyalty import named
from facet.loyalty.web.days import today
from facet.loyalty.web.fields import DayField, YuanField


class TicketForm(forms.Form):
    """Who buys, and on which day."""

    grade = forms.ChoiceField(label=_("Who buys"), help_text=_("The grade before this ticket counts."))
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
    quantity = forms.IntegerField(
        label=_("Pieces"), min_value=1, max_value=10_000, initial=1, help_text=_("The bonus is per piece.")
    )
    is_new_product = forms.BooleanField(
        label=_("New product"), required=False, help_text=_("Brings the new product bonus.")
    )


LineSet = forms.formset_factory(LineForm, extra=1, max_num=50, absolute_max=60, validate_max=True)


@require_http_methods(["GET", "POST"])
def simulator(request: HttpRequest) -> HttpResponse:
    """The page, and after "Count" its result alone for HTMX. Nothing is written."""
    require(request.actor, LoyaltyPermission.VIEW_PROGRAMME)
    ladder = _ladder(request.actor)
    sent = _with_one_more(request) if request.method == "POST" else _example(ladder)
    form, lines = TicketForm(sent, ladder=ladder), LineSet(sent, prefix="line")
    context: dict[str, Any] = {"form": form, "lines": lines}
    if "more" not in request.POST and form.is_valid() and lines.is_valid():
        try:
            context |= _counted(request.actor, form, lines)
        except DomainError as refusal:
            add_refusal(form, refusal)
    wrong = request.method == "POST" and "more" not in request.POST and "live" not in context
    part = "#result" if request.htmx and "live" in context else ""
    answer = render(request, "loyalty/simulator.html" + part, context, status=422 if wrong else 200)
    if request.htmx and wrong:  # the mistakes stand in the form, not in the result
        answer["HX-Retarget"] = answer["HX-Reselect"] = "#ticket"
    return answer


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


def _ladder(actor: Actor) -> Sequence[GradeFacts]:
    with viewing(actor):
        row = selectors.programme_page(actor, on=today()).in_force
    return row.programme.ladder if row else ()


def _counted(actor: Actor, form: TicketForm, lines: Any) -> dict[str, Any]:
    """The ticket under the rules in force, and under the draft where there is one."""
    ticket = [
        EarningLine(
            number, line["points_class"], line["amount"],
            is_new_product=line["is_new_product"], quantity=line["quantity"],
        )
        for number, line in enumerate((each for each in lines.cleaned_data if each), start=1)
    ]  # fmt: skip
    asked = {"who": form.cleaned_data["grade"], "lines": ticket, "on": form.cleaned_data["on"]}
    with viewing(actor):
        live = selectors.simulate(actor, **asked)
        try:
            draft = selectors.simulate(actor, **asked, draft=True)
        except NotFound:
            draft = None
    labels = [CLASS_LABELS[line.points_class] for line in live.lines]  # type: ignore[index]
    return {
        "live": live,
        "draft": draft,
        "more": draft.total - live.total if draft else 0,
        "rows": list(zip(labels, live.lines, draft.lines if draft else live.lines, strict=True)),
    }
