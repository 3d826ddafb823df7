"""Counts as documents: the list, the opening, the report with its settling, and the sheet on paper."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.inventory import selectors, services
from facet.inventory.flows.count_sheet import CONTENT_TYPES, sheet_file
from facet.inventory.permissions import STOCKTAKE_LIMIT, InventoryPermission
from facet.inventory.rules.count import MERGED, CountState
from facet.inventory.services import ApproveIn, CountIn, DecisionIn
from facet.inventory.web.count_forms import CancelForm, OpenCountForm, SettleForm
from facet.inventory.web.count_lists import COUNTS, state_badge
from facet.inventory.web.fields import spoken
from facet.inventory.web.form_page import FormPage, form_page, sent, typed
from facet.kernel.clock import now
from facet.kernel.errors import DomainError, NotFound, gettext_noop
from facet.kernel.interface import OperationForm
from facet.kernel.listing.web import list_page
from facet.kernel.pages import sentence
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import viewing
from facet.organisation import selectors as organisation_selectors

MOST_DECISIONS = 2_000
ASKED = {
    "waiting": ("gold", "user-check", gettext_noop("a second person was asked")),
    "approved": ("ok", "check", gettext_noop("allowed: settle it now")),
    "rejected": ("danger", "circle-x", gettext_noop("not allowed")),
    "expired": ("plain", "clock", gettext_noop("nobody answered in time")),
}
NOON = 14  # until then a count is called a morning count


@require_GET
def stocktake_list(request: HttpRequest) -> HttpResponse:
    """All counts of the stores in reach."""
    return list_page(request, COUNTS)


@require_http_methods(["GET", "POST"])
def open_count(request: HttpRequest) -> HttpResponse:
    """Open a count, and go on to its scanner."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, InventoryPermission.STOCKTAKE)
    form = OpenCountForm(sent(request), actor=actor, initial=_wanted(request, actor))
    purpose = gettext("Choose what is counted. Until it is settled, no other count takes the same places.")
    crumbs = [(gettext("Stocktake"), reverse("inventory:stocktake"))]
    page = FormPage(gettext("New count"), purpose, gettext("Begin counting"), crumbs, "", "inventory/count_open.html")

    def act(facts: dict[str, Any]) -> str:
        names = ("store", "name", "is_blind", "plan_id")
        chosen = {name: tuple(facts[name]) for name in ("places", "categories")}
        wanted = CountIn(**{name: facts[name] for name in names}, **chosen)
        count = services.open_stocktake(actor=actor, operation=form.operation(), request=wanted, at=now())
        return reverse("inventory:stocktake_count", args=[count])

    return form_page(request, form, page, act)


def _wanted(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """What the form begins with: what was typed, what a plan asks for, or a name for this hour."""
    if "refresh" in request.POST:
        return typed(request)
    asked = request.GET.get("plan", "")
    rows = selectors.count_plans(actor, plan_id=int(asked)) if asked.isdigit() and len(asked) < 16 else []
    if rows:
        plan = rows[0]
        return {
            "store": plan.store_code, "name": plan.row.name, "is_blind": plan.row.is_blind, "plan_id": plan.id,
            "places": [code for code, _ in plan.places], "categories": [each[0] for each in plan.categories],
        }  # fmt: skip
    is_morning = now().astimezone(ZoneInfo(settings.TIME_ZONE)).hour < NOON
    return {"name": gettext("Morning count") if is_morning else gettext("Evening count")}


@never_cache
@require_GET
def report(request: HttpRequest, stocktake_id: int) -> HttpResponse:
    """What a count found, and what is done about it."""
    return _report(request, stocktake_id, SettleForm())


def _report(request: HttpRequest, stocktake_id: int, form: SettleForm, refusal: str = "") -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with viewing(actor):
        found = selectors.get_stocktake(actor, stocktake_id, at=now())
    row = found.row
    lines = (
        [] if found.differences is None else [(each, _typed(request, each, row.asked)) for each in found.differences]
    )
    form.initial.update(digest=found.digest, reason=row.asked.get("reason", ""))
    context = {
        "found": found,
        "row": row,
        "store": spoken(row.store.name, row.store.name_en),
        "zone": row.store.time_zone,
        "badge": state_badge(row.state),
        "lines": lines,
        "merged": found.merged,
        "merged_words": [each.value for each in MERGED],
        "form": form,
        "refusal": refusal,
        "asked": _asked(row.approval_id),
        **_doable(actor, found, has_lines=bool(lines)),
    }
    return render(request, "inventory/count_report.html", context, status=422 if refusal else 200)


def _doable(actor: Actor, found: selectors.CountReport, *, has_lines: bool) -> dict[str, Any]:
    """What the reader may do with the count as it stands, and the forms for it."""
    store_id, settles = found.row.store_id, InventoryPermission.APPROVE_STOCKTAKE
    may_settle = found.row.state == CountState.CLOSED and actor.may(settles, store_id=store_id)
    return {
        "cancel": CancelForm(),
        "close": OperationForm(),
        "may_count": found.is_live and actor.may(InventoryPermission.STOCKTAKE, store_id=store_id),
        "may_settle": may_settle,
        "counted_myself": may_settle and has_lines and actor.key in found.scanners,
        "may_cancel": found.is_live and actor.may(settles, store_id=store_id),
        "limit_cents": actor.limit(STOCKTAKE_LIMIT),
    }


def _asked(approval_id: int | None) -> tuple[str, str, str] | None:
    """Tone, icon and English word of the second yes that was asked for. Queries: 1, or 0 when none was."""
    if approval_id is None:
        return None
    return ASKED.get(organisation_selectors.approval_state(approval_id, at=now()))


def _typed(request: HttpRequest, line: selectors.Difference, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed for one line before a refusal, or when a second person was asked."""
    is_new = request.method != "POST"
    before = asked.get("lines", {}).get(line.key)
    if is_new and before:
        return {"book": before[0] and line.can_book, "reason": "" if before[1] == asked["reason"] else before[1]}
    book = line.can_book if is_new else request.POST.get(f"act:{line.key}") == "book"
    return {"book": book, "reason": "" if is_new else request.POST.get(f"reason:{line.key}", "")[:120]}


@require_POST
def close(request: HttpRequest, stocktake_id: int) -> HttpResponse:
    """End the first round."""
    form = OperationForm(request.POST)
    if not form.is_valid():
        return _report(request, stocktake_id, SettleForm(), gettext("Send the form of the page once more."))
    operation = form.operation({"stocktake": stocktake_id})
    try:
        services.close_stocktake(
            actor=request.actor,  # type: ignore[attr-defined]
            operation=operation,
            stocktake_id=stocktake_id,
            at=now(),
        )
    except NotFound:
        raise
    except DomainError as refusal:
        return _report(request, stocktake_id, SettleForm(), sentence(refusal))
    return redirect("inventory:stocktake_report", stocktake_id)


@require_POST
def settle(request: HttpRequest, stocktake_id: int) -> HttpResponse:
    """Book or leave every difference, with its reason; or ask somebody with a higher limit to allow just that."""
    form = SettleForm(request.POST)
    if not form.is_valid():
        return _report(request, stocktake_id, form, gettext("Something is missing; look at the marked field."))
    decisions = _decisions(request)
    wanted = ApproveIn(reason=form.cleaned_data["reason"], digest=form.cleaned_data["digest"], decisions=decisions)
    facts = _act(request, form, stocktake_id, wanted, lines=[(d.key, d.book, d.reason) for d in decisions])
    try:
        if "ask" in request.POST:
            services.ask_to_settle(**facts)
            request.session["notice"] = gettext("Asked: once it is allowed, settle the count with one tap here.")
            return redirect("inventory:stocktake_report", stocktake_id)
        done = services.approve_stocktake(**facts)
    except NotFound:
        raise
    except DomainError as refusal:
        return _report(request, stocktake_id, form, sentence(refusal))
    said = gettext("Settled: %(booked)s booked, %(left)s left as they are.")
    request.session["notice"] = said % {"booked": done.booked, "left": done.left}
    return redirect("inventory:stocktake_report", stocktake_id)


def _act(request: HttpRequest, form: SettleForm, stocktake_id: int, wanted: ApproveIn, *, lines: Any) -> dict[str, Any]:
    """What settling and asking are called with; the two are different acts of one form."""
    body = {"stocktake": stocktake_id, "reason": wanted.reason, "lines": lines, "ask": "ask" in request.POST}
    actor = request.actor  # type: ignore[attr-defined]
    return {
        "actor": actor, "operation": form.operation(body), "stocktake_id": stocktake_id, "request": wanted, "at": now(),
    }  # fmt: skip


def _decisions(request: HttpRequest) -> tuple[DecisionIn, ...]:
    """What was chosen for each difference on the page."""
    keys = [name[4:] for name in request.POST if name.startswith("act:")][:MOST_DECISIONS]
    return tuple(
        DecisionIn(
            key=key[:96],
            book=request.POST[f"act:{key}"] == "book",
            reason=request.POST.get(f"reason:{key}", "").strip()[:120],
        )
        for key in keys
    )


@require_POST
def cancel(request: HttpRequest, stocktake_id: int) -> HttpResponse:
    """Call a count off."""
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _report(request, stocktake_id, SettleForm(), gettext("Write why the count is called off."))
    reason = form.cleaned_data["reason"]
    try:
        services.cancel_stocktake(
            actor=request.actor,  # type: ignore[attr-defined]
            operation=form.operation({"stocktake": stocktake_id, "reason": reason}),
            stocktake_id=stocktake_id,
            reason=reason,
            at=now(),
        )
    except NotFound:
        raise
    except DomainError as refusal:
        return _report(request, stocktake_id, SettleForm(), sentence(refusal))
    request.session["notice"] = gettext("The count was called off; nothing was booked.")
    return redirect("inventory:stocktake")


@require_GET
def sheet(request: HttpRequest, stocktake_id: int) -> HttpResponse:
    """The count sheet, to print and to count by hand."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with viewing(actor):
        found = selectors.count_sheet(actor, stocktake_id)
    store = spoken(found.row.store.name, found.row.store.name_en)
    return render(request, "inventory/count_sheet.html", {"found": found, "row": found.row, "store": store})


@require_GET
def sheet_download(request: HttpRequest, stocktake_id: int, kind: str) -> HttpResponse:
    """The count sheet as PDF or as a spreadsheet."""
    if kind not in CONTENT_TYPES:
        raise NotFound(key=kind)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with viewing(actor):
        found = selectors.count_sheet(actor, stocktake_id)
    answer = HttpResponse(sheet_file(actor, found, kind=kind, at=now()), content_type=CONTENT_TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{found.row.number}.{kind}"'
    return answer
