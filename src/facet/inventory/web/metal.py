"""The screens of the metal ledger: accounts with the exposure, one account, a hand-over, the closed days."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from facet.catalog.rules.weights import METAL_LABELS
from facet.inventory import selectors, services
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.metal import BY_GOODS, METAL_WORDS, OWNER_WORDS, MetalKind, Owner
from facet.inventory.selectors.documents import papers_of
from facet.inventory.selectors.metal import ENTRIES_SHOWN
from facet.inventory.selectors.metal_leaks import CAUSES
from facet.inventory.selectors.metal_parties import account_refs, parties
from facet.inventory.services import MetalTransferIn
from facet.inventory.web.fields import Amount, Words, labelled, spoken
from facet.inventory.web.form_page import FormPage, form_page, sent
from facet.kernel import formats
from facet.kernel.clock import local_date, now
from facet.kernel.interface import OperationForm
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import viewing

STEP = 1_200  # cents a gram: the what-if that the page opens with
LEAK_DAYS = 92


@require_GET
def metal(request: HttpRequest) -> HttpResponse:
    """Exposure of each metal, and the accounts in the order in which metal passes through the house."""
    actor = request.actor  # type: ignore[attr-defined]
    typed = formats.typed(request.GET.get("move", "")[:20].lstrip("+-"), "yuan")
    down = not request.GET.get("move", "-").startswith("+")
    move = (-1 if down else 1) * (STEP if typed is None or typed > 10**7 else typed)
    with viewing(actor):
        exposure = selectors.metal_exposure(actor, at=now())
        accounts = selectors.list_metal_accounts(actor, store=request.GET.get("store", "")[:16])
    rows = [
        (row, spoken(row.store_name, row.store_name_en), gettext(row.owner_word)) for row in accounts if row.fine_mg
    ]
    context = {
        "exposure": [(each, each.exposure.moved_by(move)) for each in exposure],
        "move": move,
        "move_text": ("-" if move < 0 else "+") + formats.plain(abs(move), "yuan"),
        "rows": rows,
        "metals": sorted({row.metal for row, _, _ in rows}),
        "may_transfer": actor.may(InventoryPermission.TRANSFER_METAL),
    }
    return render(request, "inventory/metal.html", context)


@require_GET
def metal_account(request: HttpRequest, account_id: int) -> HttpResponse:
    """One account: every posting with its paper and its person, the newest first."""
    actor = request.actor  # type: ignore[attr-defined]
    with viewing(actor):
        account, entries = selectors.metal_account(actor, account_id)
        papers = papers_of(actor, [entry.document for entry in entries])
    context = {
        "account": account,
        "owner": gettext(account.owner_word),
        "where": spoken(account.store_name, account.store_name_en) or account.partner or account.member,
        "entries": [(entry, gettext(METAL_WORDS[MetalKind(entry.kind)]), papers[entry.document]) for entry in entries],
        "last": ENTRIES_SHOWN,
    }
    return render(request, "inventory/metal_account.html", context)


@require_GET
def metal_closing(request: HttpRequest) -> HttpResponse:
    """One closed day: each alloy of each store through the day, goods against book, and where it leaked."""
    actor, today = request.actor, local_date(now(), settings.TIME_ZONE)  # type: ignore[attr-defined]
    with viewing(actor):
        days = selectors.closed_days(actor)
        on = _day(request.GET.get("day", "")) or (days[0][0] if days else today)
        rows = selectors.metal_closings(actor, on=on)
        leaks = selectors.find_leaks(actor, first=today - timedelta(days=LEAK_DAYS), last=today)
        papers = papers_of(actor, [leak.document for leak in leaks])
    names = {row.store_id: spoken(row.store_name, row.store_name_en) for row in rows}
    context = {
        "on": on,
        "days": days,
        "rows": [(row, names[row.store_id]) for row in rows],
        "wrong": sum(not row.is_within for row in rows),
        "leaks": [
            (leak, gettext(CAUSES[leak.cause]), papers[leak.document], names.get(leak.store_id or 0, ""))
            for leak in leaks
        ],
        "leak_days": LEAK_DAYS,
    }
    return render(request, "inventory/metal_closing.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


OWNERS = {owner: word for owner, word in OWNER_WORDS.items() if owner not in BY_GOODS}


class MetalTransferForm(OperationForm):
    """Metal that goes from one account to another."""

    metal = forms.ChoiceField(label=_("Metal"), help_text=_("Both accounts are of this metal."))
    giver = forms.ChoiceField(label=_("From"), help_text=_("Who gives it: goods move their own metal themselves."))
    giver_party = forms.ChoiceField(
        required=False, label=_("From whom"), help_text=_("The store, or the goldsmith, refiner or supplier.")
    )
    taker = forms.ChoiceField(label=_("To"), help_text=_("Who has it afterwards."))
    taker_party = forms.ChoiceField(
        required=False, label=_("To whom"), help_text=_("The store, or the goldsmith, refiner or supplier.")
    )
    net_mg = Amount("grams", low=1, label=_("Weight"), help_text=_("On the scale, in grams."))
    fineness = Amount("int", low=1, label=_("Fineness"), help_text=_("In ten-thousandths, e.g. 9990 for 999."))
    document = Words(40, required=False, label=_("Paper"), help_text=_("The number of the slip, if there is one."))
    reason = Words(120, label=_("Why"), help_text=_("The next person will ask."))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", gettext("Headquarters")), *parties(actor)]
        for name in ("giver", "taker"):
            self.fields[name].choices = labelled(OWNERS)  # type: ignore[attr-defined]
            self.fields[f"{name}_party"].choices = offered  # type: ignore[attr-defined]
        self.fields["metal"].choices = labelled(METAL_LABELS)  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def metal_transfer(request: HttpRequest) -> HttpResponse:
    """Book metal from one account to another."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, InventoryPermission.TRANSFER_METAL)
    initial = {"giver": Owner.BULLION.value, "taker": Owner.GOLDSMITH.value, "metal": "gold"}
    form = MetalTransferForm(sent(request), actor=actor, initial=initial)
    purpose = gettext("To a goldsmith, back from one, settled with a supplier: in grams, both sides at once.")
    crumbs = [(gettext("Metal accounts"), reverse("inventory:metal"))]
    page = FormPage(gettext("Hand metal over"), purpose, gettext("Book"), crumbs, gettext("Booked on both accounts."))

    def act(facts: dict[str, Any]) -> str:
        ends = account_refs(actor, metal=facts["metal"], giver=(facts["giver"], facts["giver_party"]),
                            taker=(facts["taker"], facts["taker_party"]))  # fmt: skip
        wanted = MetalTransferIn(
            giver=ends[0], taker=ends[1], net_mg=facts["net_mg"], fineness_e4=facts["fineness"],
            document=facts["document"], reason=facts["reason"],
        )  # fmt: skip
        services.transfer_metal(actor=actor, operation=form.operation(), wanted=wanted, at=now())
        return reverse("inventory:metal")

    return form_page(request, form, page, act)
