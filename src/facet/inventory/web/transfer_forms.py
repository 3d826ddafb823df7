"""The forms of transfers: what a scanner and a scale write, one line for each piece."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.tags import normal_tag
from facet.inventory.services import TransferBulk, TransferItem
from facet.inventory.web import choices
from facet.inventory.web.fields import Amount, Words
from facet.inventory.web.forms import TagsField
from facet.kernel import formats
from facet.kernel.interface import OperationForm, clean_text
from facet.kernel.permissions import Actor

MOST = 200


class LinesField(forms.CharField):
    """Several lines of text, each with one thing."""

    def __init__(self, *, rows: int = 8, **kwargs: Any) -> None:
        attrs = {"rows": rows, "autocomplete": "off", "spellcheck": "false"}
        super().__init__(max_length=12_000, widget=forms.Textarea(attrs=attrs), strip=True, **kwargs)

    def parts(self, value: Any) -> list[list[str]]:
        text = clean_text(super().to_python(value) or "", lines=True)
        return [line.replace(",", " ").replace("，", " ").split() for line in text.splitlines() if line.strip()][:MOST]


class ScannedField(LinesField):
    """Pieces as scanned: the tag, and behind it what the scale says in grams where somebody weighed."""

    def to_python(self, value: Any) -> tuple[TransferItem, ...]:  # type: ignore[override]  # items come out
        found: dict[str, TransferItem] = {}
        for parts in self.parts(value):
            weight = formats.typed(parts[1], "grams") if len(parts) == 2 else None
            if len(parts) > 2 or (len(parts) == 2 and weight is None):
                raise forms.ValidationError(
                    _("“%(line)s”: write a tag, and behind it the weight in grams, e.g. G2601-04417 28.36."),
                    params={"line": " ".join(parts)[:60]},
                )
            tag = normal_tag(parts[0])
            found[tag] = TransferItem(tag=tag, weight_mg=weight)
        return tuple(found.values())


class BulkLinesField(LinesField):
    """Amounts of bulk goods: number of the lot, pieces, grams."""

    def to_python(self, value: Any) -> tuple[TransferBulk, ...]:  # type: ignore[override]  # amounts come out
        found = []
        for parts in self.parts(value):
            pieces = formats.typed(parts[1], "int") if len(parts) == 3 else None
            weight = formats.typed(parts[2], "grams") if len(parts) == 3 else None
            if not pieces or not weight:
                raise forms.ValidationError(
                    _("“%(line)s”: write the lot's number, pieces and grams, e.g. BEAD-01 20 12.40."),
                    params={"line": " ".join(parts)[:60]},
                )
            found.append(TransferBulk(sku=normal_tag(parts[0]), quantity=pieces, weight_mg=weight))
        return tuple(found)


_BULK = {
    "rows": 2,
    "required": False,
    "label": _("Bulk goods"),
    "help_text": _("One lot a line: number, pieces, grams."),
}


class RequestForm(OperationForm):
    """Goods that another store should send."""

    from_store = forms.ChoiceField(label=_("From store"), help_text=_("Who has the goods and shall send them."))
    to_store = forms.ChoiceField(label=_("To store"), help_text=_("Where the goods are wanted."))
    tags = TagsField(required=False, label=_("Pieces"), help_text=_("One tag a line."))
    bulk = BulkLinesField(**_BULK)
    for_customer = forms.BooleanField(
        required=False, label=_("A customer waits for it"), help_text=_("The store keeps the pieces for 48 hours.")
    )
    note = Words(200, required=False, label=_("Note"), help_text=_("For the colleague who packs; no customer's name."))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_store"].choices = [("", "—"), *choices.stores(actor)]  # type: ignore[attr-defined]
        self.fields["to_store"].choices = choices.stores(actor)  # type: ignore[attr-defined]
        self.fields["to_store"].initial = choices.own_store(actor, InventoryPermission.REQUEST_TRANSFER)


class ParcelForm(OperationForm):
    """What goes into the parcel of a transfer that was asked for."""

    items = ScannedField(
        required=False,
        label=_("Scanned pieces"),
        help_text=_("One a line; behind the tag the scale's grams, if you weigh."),
    )
    bulk = BulkLinesField(**_BULK)
    seal = Words(40, required=False, label=_("Seal number"), help_text=_("As printed on the seal of the parcel."))
    carrier = Words(
        60, required=False, label=_("Carrier"), help_text=_("Who takes it: courier and slip, or colleague.")
    )
    parcel_weight_mg = Amount(
        "grams", required=False, label=_("Parcel weight"), help_text=_("In grams, packed and sealed.")
    )


class SendForm(ParcelForm):
    """A parcel that nobody asked for."""

    from_store = forms.ChoiceField(label=_("From store"), help_text=_("Whose goods leave."))
    to_store = forms.ChoiceField(label=_("To store"), help_text=_("Who receives them."))
    field_order = ["operation_id", "from_store", "to_store", "items", "bulk", "seal", "carrier", "parcel_weight_mg"]

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        right = InventoryPermission.MOVE_PIECES
        self.fields["from_store"].choices = choices.stores(actor, right)  # type: ignore[attr-defined]
        self.fields["from_store"].initial = choices.own_store(actor, right)
        self.fields["to_store"].choices = [("", "—"), *choices.stores(actor)]  # type: ignore[attr-defined]


class ArrivalForm(OperationForm):
    """What came out of the parcel."""

    items = ScannedField(
        required=False,
        label=_("Scanned pieces"),
        help_text=_("One a line; behind the tag the scale's grams, if you weigh."),
    )
    damaged = TagsField(
        required=False,
        label=_("Damaged pieces"),
        help_text=_("Tags of those that arrived damaged; scan them above too."),
    )
    bulk = BulkLinesField(**_BULK)
    place = forms.ChoiceField(required=False, label=_("Place"), help_text=_("Empty: where the store puts new goods."))

    def __init__(self, *args: Any, actor: Actor, store: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["damaged"].widget.attrs["rows"] = 2
        self.fields["place"].choices = [("", _("where new goods go")), *choices.places(actor, store_code=store)]  # type: ignore[attr-defined]

    def received(self) -> tuple[TransferItem, ...]:
        """The scanned pieces, the damaged ones marked. A damaged piece counts as scanned."""
        damaged = set(self.cleaned_data["damaged"])
        found = {item.tag: item for item in self.cleaned_data["items"]}
        return tuple(
            TransferItem(tag=tag, weight_mg=found[tag].weight_mg if tag in found else None, damaged=tag in damaged)
            for tag in dict.fromkeys([*found, *self.cleaned_data["damaged"]])
        )


class EndForm(OperationForm):
    """Why a transfer ends before everything arrived."""

    reason = Words(120, label=_("Reason"), help_text=_("The next person will ask."))


class LossForm(EndForm):
    """Pieces that never arrived."""

    tags = TagsField(label=_("Lost pieces"), help_text=_("One tag a line; only pieces still on the road."))
    field_order = ["operation_id", "tags", "reason"]
