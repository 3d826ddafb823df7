"""The screens of repricing: choose and look, write, and what became of a batch."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.inventory import selectors, services
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.repricing import LIMIT, MOST, RULE_WORDS, STEPS, PriceRule, RuleKind, as_lines
from facet.inventory.selectors import RepricedPiece
from facet.inventory.services import RepricingIn
from facet.inventory.web import choices
from facet.inventory.web.fields import Words, labelled, spoken
from facet.inventory.web.repricing_lists import REPRICINGS, repricing_badge
from facet.inventory.web.tag_file import file_field, with_file
from facet.kernel import formats
from facet.kernel.clock import now
from facet.kernel.errors import DomainError, Invalid, NotFound, gettext_noop
from facet.kernel.interface import OperationForm, add_refusal
from facet.kernel.listing.web import list_page
from facet.kernel.pages import sentence
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import viewing

RIGHT = InventoryPermission.REPRICE
UNITS = {RuleKind.PERCENT: "percent", RuleKind.MARGIN: "percent", RuleKind.AMOUNT: "yuan", RuleKind.LABOUR: "yuan"}
STEP_WORDS = {1: _("to the cent"), 100: _("to 1 yuan"), 1_000: _("to 10 yuan"), 10_000: _("to 100 yuan")}


class RepricingForm(OperationForm):
    """Which pieces, by which rule, from when on, and why."""

    pieces = forms.CharField(
        max_length=MOST * 48, required=False, label=_("Chosen pieces"),
        help_text=_("Scan, or paste a column of a sheet: one tag a line, a new price may stand behind it."),
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    file = file_field()
    style = Words(32, required=False, label=_("Or a whole style"), help_text=_("Its code: every piece in the house."))
    store = forms.ChoiceField(required=False, label=_("Store"), help_text=_("For a whole style only."))
    kind = forms.ChoiceField(
        label=_("Rule"), help_text=_("Labour is for goods by weight, the others for fixed prices.")
    )
    value = Words(
        16, required=False, label=_("How much"),
        help_text=_("Percent or yuan by the rule; -10 lowers, 10 raises. Empty for a price each."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip
    round_to = forms.TypedChoiceField(
        coerce=int, choices=[(step, STEP_WORDS[step]) for step in STEPS], initial=100, label=_("Rounded"),
        help_text=_("The new tag price."),
    )  # fmt: skip
    effective_at = forms.DateTimeField(
        required=False, label=_("From when on"), help_text=_("Empty: at once."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    reason = Words(120, required=False, label=_("Reason"), help_text=_("The next person will ask."))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = labelled(RULE_WORDS)  # type: ignore[attr-defined]
        self.fields["store"].choices = [("", _("All stores")), *choices.stores(actor, RIGHT)]  # type: ignore[attr-defined]

    def rule(self) -> PriceRule:
        """The rule of the valid form. Raises: Invalid for a number that is none."""
        facts = self.cleaned_data
        kind = RuleKind(facts["kind"])
        if kind == RuleKind.EACH:
            return PriceRule(kind, 0, facts["round_to"], _prices(as_lines(facts["pieces"])))
        value = formats.typed(facts["value"] or "", UNITS[kind])
        if value is None:
            raise Invalid(field="value", reason=gettext_noop("write a number, e.g. -10 or 42.50"))
        return PriceRule(kind, value, facts["round_to"])

    def tags(self, actor: Actor) -> list[str]:
        """The tags that were scanned, and those of the style. Queries: 1 with a style."""
        facts = self.cleaned_data
        lines = as_lines(facts["pieces"])
        found = [tag for tag, _price in lines]
        if facts["kind"] != RuleKind.EACH:  # what stands behind a tag is another tag then
            found = [part for line in lines for part in line if part]
        if facts["style"]:
            with viewing(actor):
                found += selectors.tags_of_style(actor, facts["style"], store=facts["store"])
        return found


def _prices(lines: Any) -> dict[str, int]:
    """The prices that stand behind the tags. Raises: Invalid."""
    found = {}
    for tag, text in lines:
        cents = formats.typed(text, "yuan") if text else None
        if text and (cents is None or cents <= 0):
            raise Invalid(field="pieces", reason=gettext_noop("a price behind a tag is not a number"))
        if cents is not None:
            found[tag] = cents
    return found


@require_http_methods(["GET", "POST"])
def reprice(request: HttpRequest) -> HttpResponse:
    """Choose pieces and a rule; "Look first" shows what would change, "Write" makes the batch."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, RIGHT)
    if request.method != "POST" or "pieces" not in request.POST:
        return _page(request, RepricingForm(actor=actor, initial=_first(request, actor)))
    form = RepricingForm(request.POST, actor=actor)
    try:
        form = RepricingForm(with_file(request, field="pieces"), actor=actor)
        if not form.is_valid():
            return _page(request, form, status=422)
        if "write" in request.POST:
            return _written(request, form)
        with viewing(actor):
            rows = selectors.preview_repricing(actor, form.tags(actor), rule=form.rule())
    except DomainError as refusal:
        form.is_valid()
        add_refusal(form, refusal)
        return _page(request, form, status=422)
    return _page(request, form, rows=rows)


def _first(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """What the form begins with: rows picked in a list, or pieces with a price each that another screen proposes."""
    if proposed := request.POST.get("proposed", "")[: MOST * 48]:
        return {"pieces": proposed, "kind": RuleKind.EACH.value, "round_to": 1,
                "reason": request.POST.get("reason", "")[:120]}  # fmt: skip
    return {"pieces": "\n".join(picked(request, actor))}


def picked(request: HttpRequest, actor: Actor, *, right: str = RIGHT) -> list[str]:
    """The rows picked in a list, or the tags of the address."""
    ids = [int(each) for each in request.POST.getlist("row")[:MOST] if each.isdecimal() and len(each) < 19]
    if not ids:
        return [tag for tag, _price in as_lines(request.GET.get("tags", "")[:8_000].replace(",", "\n"))]
    with viewing(actor):
        return selectors.tags_to_reprice(actor, ids, right=right)


def _written(request: HttpRequest, form: RepricingForm) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    tags, rule = form.tags(actor), form.rule()
    sent = request.POST.dict().items()
    typed = _prices([(name[6:], text.strip()) for name, text in sent if name.startswith("price_")])
    with viewing(actor):
        proposed = selectors.preview_repricing(actor, tags, rule=rule)
    if typed and typed != {row.tag: row.after_cents for row in proposed if row.after_cents is not None}:
        rule = PriceRule(RuleKind.EACH, 0, rule.round_to, typed)  # somebody knew better
    facts = form.cleaned_data
    wanted = RepricingIn(tags=tuple(tags), rule=rule, reason=facts["reason"], effective_at=facts["effective_at"])
    body = {"tags": tags, "rule": rule.kind, "value": rule.value, "round_to": rule.round_to, "prices": rule.prices,
            "reason": wanted.reason, "effective_at": wanted.effective_at}  # fmt: skip
    number = services.reprice_pieces(actor=actor, operation=form.operation(body), request=wanted, at=now())
    return redirect("inventory:repricing", number)


def _page(
    request: HttpRequest, form: RepricingForm, *, rows: list[RepricedPiece] | None = None, status: int = 200
) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    changing = [row for row in rows or [] if not row.why]
    context = {
        "form": form, "rows": [(row, spoken(row.name, row.name_en)) for row in rows or []],
        "changing": len(changing), "difference": sum(row.difference_cents for row in changing),
        "beyond": max((row.change_bp for row in changing), default=0) > actor.limit(LIMIT),
        "limit": actor.limit(LIMIT), "sees_cost": actor.sees("cost"),
    }  # fmt: skip
    return render(request, "inventory/reprice.html", context, status=status)


@require_GET
def repricing_list(request: HttpRequest) -> HttpResponse:
    """The batches of the stores in reach."""
    return list_page(request, REPRICINGS)


@require_GET
def repricing(request: HttpRequest, number: str) -> HttpResponse:
    """One batch with its pieces; what was written can be printed as tags."""
    actor = request.actor  # type: ignore[attr-defined]
    with viewing(actor):
        page = selectors.repricing_page(actor, number)
    context = {
        "page": page, "badge": repricing_badge(page.state), "rule": RULE_WORDS[RuleKind(page.rule)],
        "lines": [(line, spoken(line.name, line.name_en)) for line in page.lines],
        "unit": UNITS.get(RuleKind(page.rule), ""),
        "written_ids": [line.piece_id for line in page.lines if line.fate == "written"],
        "may_print": actor.may(InventoryPermission.PRINT_TAGS),
    }  # fmt: skip
    return render(request, "inventory/repricing.html", context)


@require_POST
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Call a batch off before its hour."""
    try:
        services.cancel_repricing(actor=request.actor, number=number, at=now())
    except NotFound:
        raise
    except DomainError as refusal:
        request.session["notice"] = sentence(refusal)
    else:
        request.session["notice"] = gettext("Called off: every tag stays as it is.")
    return redirect(reverse("inventory:repricing", args=[number]))
