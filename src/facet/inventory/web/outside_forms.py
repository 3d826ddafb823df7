"""The forms of goods outside: what leaves, what comes back, line by line as a scanner and a scale write it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from facet.inventory.permissions import COST, InventoryPermission
from facet.inventory.rules.outside import PURPOSE_WORDS, PURPOSES, OutsideKind
from facet.inventory.rules.tags import normal_tag
from facet.inventory.selectors.outside import OutsidePage, parties
from facet.inventory.services.outside import OutsideItem
from facet.inventory.services.outside_receive import BackItem
from facet.inventory.web import choices
from facet.inventory.web.fields import Amount, Words, labelled, spoken
from facet.inventory.web.forms import TagsField
from facet.inventory.web.transfer_forms import ScannedField
from facet.kernel.interface import OperationForm
from facet.kernel.permissions import Actor

SEND = InventoryPermission.SEND_OUTSIDE


class SendOutsideForm(OperationForm):
    """Pieces for one laboratory or factory."""

    store = forms.ChoiceField(label=_("Store"), help_text=_("Where the pieces are."))
    partner = forms.ChoiceField(label=_("Laboratory or factory"), help_text=_("Who examines or works on them."))
    purpose = forms.ChoiceField(label=_("Purpose"), help_text=_("What shall be done there; it stands on the note."))
    expected_on = forms.DateField(
        label=_("Expected back"), help_text=_("On this day it becomes a to-do."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip
    items = ScannedField(
        label=_("Scanned pieces"), help_text=_("One a line; behind the tag the scale's grams, if you weigh.")
    )
    seal = Words(40, required=False, label=_("Seal number"), help_text=_("As printed on the seal of the parcel."))
    note = Words(200, required=False, label=_("Note"), help_text=_("What they must know; no customer's name."))

    def __init__(self, *args: Any, actor: Actor, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["store"].choices = choices.stores(actor, SEND)  # type: ignore[attr-defined]
        self.fields["store"].initial = choices.own_store(actor, SEND)
        self.fields["partner"].choices = [  # type: ignore[attr-defined]
            (code, f"{code} {spoken(name, english)}") for code, name, english, _kind in parties(actor, kind)
        ]
        words = {purpose: PURPOSE_WORDS[purpose] for purpose in PURPOSES[OutsideKind(kind)]}
        self.fields["purpose"].choices = labelled(words)  # type: ignore[attr-defined]

    def sending(self) -> tuple[OutsideItem, ...]:
        """The scanned pieces with what the scale said."""
        return tuple(OutsideItem(tag=item.tag, weight_mg=item.weight_mg) for item in self.cleaned_data["items"])


class ReceiveOutsideForm(OperationForm):
    """What came back. Each piece of the note has a row: tick it by scanning, weigh it, write its paper."""

    scanned = ScannedField(
        required=False, label=_("Scanned pieces"), help_text=_("Scan what came back; or weigh it in its row below.")
    )
    fee_cents = Amount(
        "yuan", required=False, label=_("Fee"),
        help_text=_("In yuan, for all of this receipt; shared alike and added to their cost."),
    )  # fmt: skip
    place = forms.ChoiceField(required=False, label=_("Place"), help_text=_("Empty: where the store puts new goods."))

    def __init__(self, *args: Any, actor: Actor, page: OutsidePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        self.fields["scanned"].widget.attrs |= {"rows": 3, "autofocus": True}
        if not actor.sees(COST):
            self.fields["fee_cents"].help_text = _("In yuan, for all pieces of this receipt.")
        places = choices.places(actor, store_code=page.store_code)
        self.fields["place"].choices = [("", _("where new goods go")), *places]  # type: ignore[attr-defined]
        for row, line in enumerate(page.outside):
            self._add_row(row, line.tag)

    def _add_row(self, row: int, tag: str) -> None:
        added: dict[str, forms.Field] = {"back": forms.BooleanField(required=False, label=_("Back from outside"))}
        added["weight"] = Amount("grams", low=1, required=False, label=_("Weight"))
        if self.page.kind == OutsideKind.LAB:
            added["certificate"] = Words(40, required=False, label=_("Certificate number"))
        else:
            added["changed"] = forms.BooleanField(required=False, label=_("Weight changed on purpose"))
            added["fineness"] = Amount("int", low=1, required=False, label=_("New fineness ‰"))
            added["size"] = Amount("int", low=1, required=False, label=_("New size mm"))
            added["tag"] = Words(32, required=False, label=_("New tag"))
        added["remark"] = Words(120, required=False, label=_("Remark"))
        for name, field in added.items():
            if not isinstance(field, forms.BooleanField):
                field.widget.attrs |= {"class": "fc-input in-cell"}
            field.widget.attrs |= {"aria-label": f"{field.label} {tag}"}
            self.fields[f"{name}_{row}"] = field

    @property
    def columns(self) -> list[tuple[str, Any]]:
        """The columns that the rows show, with their words."""
        names = ("back", "weight", "certificate", "changed", "fineness", "size", "tag", "remark")
        return [(name, self.fields[f"{name}_0"].label) for name in names if f"{name}_0" in self.fields]

    @property
    def table(self) -> list[tuple[Any, list[Any]]]:
        """Each piece that is still outside, with its fields."""
        return [
            (line, [self[f"{name}_{row}"] for name, _words in self.columns])
            for row, line in enumerate(self.page.outside)
        ]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        listed = {line.tag for line in self.page.outside}
        for item in facts.get("scanned") or ():
            if item.tag not in listed:
                self.add_error(
                    "scanned",
                    forms.ValidationError(_("%(tag)s is not outside on this note."), params={"tag": item.tag}),
                )
        if not self.errors and not self.received():
            self.add_error("scanned", _("Scan at least one piece that came back."))
        return facts

    def received(self) -> tuple[BackItem, ...]:
        """The pieces that were scanned, ticked, weighed or given a paper."""
        facts = self.cleaned_data
        scanned = {normal_tag(item.tag): item.weight_mg for item in facts.get("scanned") or ()}
        found = []
        for row, line in enumerate(self.page.outside):
            mine = {name: facts.get(f"{name}_{row}") for name, _words in self.columns}
            if line.tag in scanned or any(mine.values()):
                found.append(
                    BackItem(
                        tag=line.tag, weight_mg=mine["weight"] or scanned.get(line.tag),
                        certificate=mine.get("certificate") or "", is_changed=bool(mine.get("changed")),
                        new_tag=mine.get("tag") or "", remark=mine["remark"] or "",
                        fineness_e4=(mine.get("fineness") or 0) * 10 or None,
                        circumference_tenths=(mine.get("size") or 0) * 10 or None,
                    )
                )  # fmt: skip
        return tuple(found)


class LoseOutsideForm(OperationForm):
    """Pieces that never come back."""

    tags = TagsField(label=_("Lost pieces"), help_text=_("One tag a line; only pieces that are still outside."))
    reason = Words(120, label=_("Reason"), help_text=_("The next person will ask."))
