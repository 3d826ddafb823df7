"""The screens of works: scan, weigh what comes out, approve a loss, undo."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from facet.inventory.permissions import COST, InventoryPermission
from facet.inventory.rules.works import WorkKind
from facet.inventory.selectors.works import Bench, bench_of, work_page
from facet.inventory.services.works import WorkDone, WorkIn, approve_work, refuse_work, work_pieces
from facet.inventory.services.works_steps import PartIn
from facet.inventory.services.works_undo import undo_work
from facet.inventory.web.fields import spoken
from facet.inventory.web.form_page import FormPage, form_page, sent
from facet.inventory.web.works_forms import ReasonForm, ScanForm, WorkForm
from facet.inventory.web.works_lists import WORKS, work_badge
from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.interface import OperationForm, add_refusal
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import viewing

DO = InventoryPermission.WORK_GOODS


@require_GET
def work_list(request: HttpRequest) -> HttpResponse:
    """The works of the stores in reach."""
    return list_page(request, WORKS)


@require_GET
def work(request: HttpRequest, number: str) -> HttpResponse:
    """One work: what went in, what came out, what was lost."""
    actor = request.actor  # type: ignore[attr-defined]
    with viewing(actor):
        page = work_page(actor, number)
    tags = ",".join(line.tag for line in page.came_out)
    context = {
        "page": page, "badge": work_badge(page.state), "store": spoken(page.store_name, page.store_name_en),
        "sees_cost": actor.sees(COST), "tags": tags,
        "may_print": tags and page.state == "done" and actor.may(InventoryPermission.PRINT_TAGS),
    }  # fmt: skip
    return render(request, "inventory/work.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Scan the pieces, then weigh what comes out of them."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, DO)
    tags = (request.GET.get("tags") or request.GET.get("tag") or "")[:2_000]
    scan = ScanForm({"tags": tags} if tags else None, kind=kind)
    crumbs = [(gettext("Works on goods"), reverse("inventory:works"))]
    title = _title(kind)
    bench = _bench(actor, scan, kind=kind)
    context: dict[str, Any] = {"kind": kind, "scan": scan, "bench": bench, "sees_cost": actor.sees(COST)}
    if bench is None:
        page = FormPage(title, _purpose(kind), gettext("Next"), crumbs, "")
        return render(request, "inventory/work_scan.html", {**context, "page": page, "back": crumbs[0][1]})
    form = WorkForm(sent(request), actor=actor, kind=kind, bench=bench)
    page = FormPage(
        title, gettext("Weigh what comes out. Together it must be what went in, or less by a loss that you name."),
        gettext("Book the work"), crumbs, "", template="inventory/work_new.html", extra=context,
    )  # fmt: skip

    def act(facts: dict[str, Any]) -> str:
        wanted = _wanted(facts, bench, kind=kind, parts=form.wanted())
        operation = form.operation({name: str(value) for name, value in facts.items()} | {"tags": tags})
        return _told(request, work_pieces(actor=actor, operation=operation, request=wanted, at=now()))

    return form_page(request, form, page, act)


def _wanted(facts: dict[str, Any], bench: Bench, *, kind: str, parts: tuple[PartIn, ...]) -> WorkIn:
    return WorkIn(
        store=bench.store_code, kind=kind, tags=tuple(piece.tag for piece in bench.pieces), parts=parts,
        loss_reason=facts["loss_reason"], fee_cents=facts.get("fee_cents") or 0, note=facts["note"],
    )  # fmt: skip


def _title(kind: str) -> str:
    titles = {WorkKind.SPLIT: gettext("Split a piece"), WorkKind.COMBINE: gettext("Combine pieces")}
    return titles.get(WorkKind(kind), gettext("Take a piece apart"))


def _bench(actor: Actor, scan: ScanForm, *, kind: str) -> Bench | None:
    """What lies on the bench after the scan; None without one, or with a refusal on the form."""
    if not (scan.is_bound and scan.is_valid()):
        return None
    try:
        with viewing(actor):
            return bench_of(actor, scan.cleaned_data["tags"], kind=kind)
    except DomainError as refusal:
        add_refusal(scan, refusal)
        return None


def _purpose(kind: str) -> str:
    if kind == WorkKind.COMBINE:
        return gettext("Scan all pieces that become one: a loose stone and its setting, a pendant and its chain.")
    if kind == WorkKind.TAKE_APART:
        return gettext("Scan the piece. What was combined here is offered as it was before.")
    return gettext("Scan the piece that becomes several: a chain that is cut, a parcel of stones.")


def _told(request: HttpRequest, done: WorkDone) -> str:
    if done.state == "waiting":
        said = gettext("Written down. The loss is above the tolerance: a second person must approve it.")
    else:
        said = gettext("Done. Print the tags of what came out.")
    request.session["notice"] = said
    return reverse("inventory:work", args=[done.number])


@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, number: str) -> HttpResponse:
    """A second person says yes to the loss."""
    form = OperationForm(sent(request))
    page = FormPage(
        gettext("Approve the loss"), gettext("The work is carried out as it was written down."), gettext("Approve"),
        _crumbs(request, number), "",
    )  # fmt: skip

    def act(_facts: dict[str, Any]) -> str:
        actor, operation = request.actor, form.operation({"number": number})  # type: ignore[attr-defined]
        return _told(request, approve_work(actor=actor, operation=operation, number=number, at=now()))

    return form_page(request, form, page, act)


@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, number: str) -> HttpResponse:
    """The second person says no, or who wrote it down calls it off."""
    page = FormPage(
        gettext("Refuse the work"), gettext("Nothing is done; the pieces are free again."), gettext("Refuse"),
        _crumbs(request, number), gettext("Refused. The pieces are free again."),
    )  # fmt: skip

    def act(facts: dict[str, Any]) -> str:
        refuse_work(actor=request.actor, number=number, reason=facts["reason"], at=now())  # type: ignore[attr-defined]
        return reverse("inventory:work", args=[number])

    return form_page(request, ReasonForm(sent(request)), page, act)


@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, number: str) -> HttpResponse:
    """Take a work back, as long as nothing of it moved on."""
    form = ReasonForm(sent(request))
    page = FormPage(
        gettext("Undo the work"),
        gettext("What went in is in stock again, what came out is gone; its tags stay taken."),
        gettext("Undo"), _crumbs(request, number), gettext("Undone. What went in lies where it lay."),
    )  # fmt: skip

    def act(facts: dict[str, Any]) -> str:
        operation = form.operation({"number": number, "reason": facts["reason"]})
        undo_work(actor=request.actor, operation=operation, number=number, reason=facts["reason"], at=now())  # type: ignore[attr-defined]
        return reverse("inventory:work", args=[number])

    return form_page(request, form, page, act)


def _crumbs(request: HttpRequest, number: str) -> list[tuple[str, str]]:
    actor = request.actor  # type: ignore[attr-defined]
    with viewing(actor):
        page = work_page(actor, number)
    return [
        (gettext("Works on goods"), reverse("inventory:works")),
        (page.number, reverse("inventory:work", args=[page.number])),
    ]
