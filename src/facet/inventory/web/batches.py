"""The screens that withdraw and retag many pieces: choose, look, write, and what became of each."""

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
from facet.inventory.rules.batches import LIMIT, MOST, BatchKind
from facet.inventory.rules.repricing import as_lines
from facet.inventory.rules.states import MOVEMENT_WORDS, WITHDRAWALS, MovementKind
from facet.inventory.selectors import BatchChoice
from facet.inventory.services import RetaggingIn, WithdrawalIn
from facet.inventory.web import choices
from facet.inventory.web.batch_lists import BATCHES, batch_badge
from facet.inventory.web.fields import Words, labelled, spoken
from facet.inventory.web.repricing import picked
from facet.inventory.web.tag_file import file_field, with_file
from facet.kernel.clock import now
from facet.kernel.errors import DomainError, NotFound
from facet.kernel.interface import OperationForm, add_refusal
from facet.kernel.listing.web import list_page
from facet.kernel.pages import sentence
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import viewing


def _pieces(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(
        max_length=MOST * 70, required=False, label=label, help_text=hint,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


class WithdrawManyForm(OperationForm):
    """Which pieces leave the sale, how and why."""

    pieces = _pieces(_("Chosen pieces"), _("Scan, or paste a column of a sheet: one tag a line."))
    file = file_field()
    style = Words(32, required=False, label=_("Or a whole style"), help_text=_("Its code: every piece in stock."))
    store = forms.ChoiceField(required=False, label=_("Store"), help_text=_("Only for a whole style."))
    movement = forms.ChoiceField(label=_("What happens to them"), help_text=_("The same for every piece."))
    reason = Words(120, required=False, label=_("Reason"), help_text=_("The next person will ask."))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = {kind: MOVEMENT_WORDS[MovementKind(kind)] for kind in WITHDRAWALS}
        self.fields["movement"].choices = labelled(kinds)  # type: ignore[attr-defined]
        offered = choices.stores(actor, InventoryPermission.MANAGE_PIECES)
        self.fields["store"].choices = [("", _("All stores")), *offered]  # type: ignore[attr-defined]

    def pairs(self, actor: Actor) -> list[tuple[str, str]]:
        """The tags that were scanned, and those of the style. Queries: 1 with a style."""
        facts = self.cleaned_data
        found = [part for line in as_lines(facts["pieces"]) for part in line if part]
        if facts["style"]:
            with viewing(actor):
                found += selectors.tags_to_withdraw(actor, facts["style"], store=facts["store"])
        return [(tag, "") for tag in dict.fromkeys(found)]


class RetagManyForm(OperationForm):
    """Which pieces get which tags, and why."""

    pieces = _pieces(_("Old and new tags"), _("One piece a line: the old tag, and behind it the new one."))
    file = file_field()
    reason = Words(120, required=False, label=_("Reason"), help_text=_("The next person will ask."))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def pairs(self, actor: Actor) -> list[tuple[str, str]]:
        """The old and new tags as typed. Queries: 0."""
        return list(as_lines(self.cleaned_data["pieces"]))


FORMS: dict[BatchKind, type[WithdrawManyForm | RetagManyForm]] = {
    BatchKind.WITHDRAW: WithdrawManyForm,
    BatchKind.RETAG: RetagManyForm,
}


@require_GET
def batch_list(request: HttpRequest) -> HttpResponse:
    """The batches of the stores in reach."""
    return list_page(request, BATCHES)


@require_http_methods(["GET", "POST"])
def withdraw_many(request: HttpRequest) -> HttpResponse:
    """Withdraw chosen pieces or a whole style."""
    return _screen(request, BatchKind.WITHDRAW)


@require_http_methods(["GET", "POST"])
def retag_many(request: HttpRequest) -> HttpResponse:
    """Give chosen pieces new tags."""
    return _screen(request, BatchKind.RETAG)


def _screen(request: HttpRequest, kind: BatchKind) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    right = selectors.BATCH_RIGHTS[kind]
    require(actor, right)
    if request.method != "POST" or "pieces" not in request.POST:
        chosen = "\n".join(picked(request, actor, right=right))
        return _page(request, kind, FORMS[kind](actor=actor, initial={"pieces": chosen}))
    form = FORMS[kind](request.POST, actor=actor)
    try:
        form = FORMS[kind](with_file(request, field="pieces"), actor=actor)
        if not form.is_valid():
            return _page(request, kind, form, status=422)
        if "write" in request.POST:
            return redirect("inventory:piece_batch", _written(actor, kind, form))
        with viewing(actor):
            rows = selectors.preview_batch(actor, form.pairs(actor), kind=kind, movement=_movement(form), at=now())
    except DomainError as refusal:
        form.is_valid()
        add_refusal(form, refusal)
        return _page(request, kind, form, status=422)
    return _page(request, kind, form, rows=rows)


def _movement(form: Any) -> str:
    return str(form.cleaned_data.get("movement", ""))


def _written(actor: Actor, kind: BatchKind, form: Any) -> str:
    pairs, reason = form.pairs(actor), form.cleaned_data["reason"]
    body = {"pairs": pairs, "movement": _movement(form), "reason": reason}
    facts: dict[str, Any] = {"actor": actor, "operation": form.operation(body), "at": now()}
    if kind == BatchKind.RETAG:
        return services.retag_many(request=RetaggingIn(pairs=tuple(pairs), reason=reason), **facts)
    wanted = WithdrawalIn(tags=tuple(tag for tag, _new in pairs), movement=_movement(form), reason=reason)
    return services.withdraw_many(request=wanted, **facts)


def _page(
    request: HttpRequest, kind: BatchKind, form: Any, *, rows: list[BatchChoice] | None = None, status: int = 200
) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    worth = sum(row.value_cents for row in rows or [])
    context = {
        "form": form, "kind": kind, "rows": [(row, spoken(row.name, row.name_en)) for row in rows or []],
        "good": bool(rows) and not any(row.why for row in rows or []), "worth": worth,
        "beyond": worth > actor.limit(LIMIT), "limit": actor.limit(LIMIT), "sees_cost": actor.sees("cost"),
        "here": reverse(f"inventory:{kind}_many"),
    }  # fmt: skip
    return render(request, "inventory/batch_new.html", context, status=status)


@require_GET
def piece_batch(request: HttpRequest, number: str) -> HttpResponse:
    """One batch with its pieces; new tags can be printed."""
    actor = request.actor  # type: ignore[attr-defined]
    with viewing(actor):
        page = selectors.piece_batch_page(actor, number)
    context = {
        "page": page, "badge": batch_badge(page.state),
        "movement": MOVEMENT_WORDS[MovementKind(page.movement)] if page.movement else "",
        "lines": [(line, spoken(line.name, line.name_en)) for line in page.lines],
        "written_ids": [line.piece_id for line in page.lines if line.fate == "written"],
        "may_print": page.kind == BatchKind.RETAG and actor.may(InventoryPermission.PRINT_TAGS),
    }  # fmt: skip
    return render(request, "inventory/batch.html", context)


@require_POST
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Call a batch off that waits."""
    try:
        services.cancel_piece_batch(actor=request.actor, number=number, at=now())  # type: ignore[attr-defined]
    except NotFound:
        raise
    except DomainError as refusal:
        request.session["notice"] = sentence(refusal)
    else:
        request.session["notice"] = gettext("Called off: every piece stays as it is.")
    return redirect("inventory:piece_batch", number)
