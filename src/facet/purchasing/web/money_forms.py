"""The forms of prices, bills, settlements and memos."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from facet.catalog.rules.weights import METAL_LABELS
from facet.inventory.rules.tags import normal_tag
from facet.kernel import formats
from facet.kernel.form_fields import CleanText, UnitField
from facet.kernel.interface import OperationForm, clean_text
from facet.kernel.permissions import Actor
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.words import CHANNEL_WORDS, FIXED_WITH_WORDS, INVOICE_WORDS, USE_WORDS
from facet.purchasing.web import fields
from facet.purchasing.web.forms import DAY, TagLines


def _offer(form: forms.Form, **choices: Any) -> None:
    """Give choice fields what they offer; it depends on the reader."""
    for name, offered in choices.items():
        form.fields[name].choices = offered  # type: ignore[attr-defined]


class FixingForm(OperationForm):
    """A price for grams that are owed."""

    supplier = forms.ChoiceField(label=_("Supplier"), help_text=_("Whose gold is priced; the oldest grams first."))
    metal = forms.ChoiceField(label=_("Metal"), help_text=_("Of which metal the grams are."))
    fine_mg = UnitField(unit="grams", low=1, label=_("Fine grams"), help_text=_("All that is owed, or a part."))
    cents_per_gram = UnitField(
        unit="yuan", low=1, label=_("Yuan per fine gram"), help_text=_("The price you agreed now.")
    )
    paid_with = forms.ChoiceField(label=_("Paid with"), help_text=_("Metal and old gold leave their accounts at once."))
    store = forms.ChoiceField(required=False, label=_("Store"), help_text=_("Whose old gold pays; empty otherwise."))
    note = CleanText(max_length=120, required=False, label=_("Note"), help_text=_("For the next person."))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(
            self, supplier=fields.suppliers(actor), metal=fields.labelled(METAL_LABELS),
            paid_with=fields.labelled(FIXED_WITH_WORDS),
            store=[("", "—"), *fields.stores(actor, PurchasingPermission.FIX_PRICES)],
        )  # fmt: skip


class BillForm(OperationForm):
    """The head of a bill."""

    bill_number = CleanText(max_length=40, label=_("Number on the bill"), help_text=_("As the supplier wrote it."))
    billed_on = forms.DateField(label=_("Date of the bill"), widget=DAY, help_text=_("The payment days count from it."))
    invoice_kind = forms.ChoiceField(label=_("Paper"), help_text=_("Which invoice came with it."))
    gold_use = forms.ChoiceField(label=_("What the gold is for"), help_text=_("As the invoice marks it."))
    channel = forms.ChoiceField(label=_("Where the gold was bought"),
        help_text=_("Ordinary invoices of non-investment gold through the exchange deduct 6 %."))  # fmt: skip
    tax_cents = UnitField(unit="yuan", required=False, label=_("Tax"), help_text=_("Yuan of tax on a special invoice."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(
            self, invoice_kind=fields.labelled(INVOICE_WORDS), gold_use=fields.labelled(USE_WORDS),
            channel=fields.labelled(CHANNEL_WORDS),
        )  # fmt: skip


class BillLineForm(forms.Form):
    """What is billed of one line; left empty, nothing of it is."""

    order = forms.CharField(max_length=24, label=_("Order"), widget=forms.TextInput(attrs={"readonly": True}))
    line_no = forms.IntegerField(min_value=1, max_value=200, label=_("Line"),
        widget=forms.NumberInput(attrs={"readonly": True}))  # fmt: skip
    kind = CleanText(max_length=120, required=False, label=_("Kind"))
    quantity = forms.IntegerField(required=False, min_value=0, max_value=100_000, label=_("Pieces"))
    weight_mg = UnitField(unit="grams", required=False, label=_("Net grams"))
    net_cents = UnitField(unit="yuan", required=False, label=_("Yuan without tax"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].widget.attrs["readonly"] = True
        for bound in self.visible_fields():
            bound.field.widget.attrs.update({"class": "fc-input", "aria-label": bound.label})


BillLineForms = forms.formset_factory(BillLineForm, extra=0, max_num=200, absolute_max=200)


class ChooseSupplierForm(forms.Form):
    """Whose bill, or whose goods."""

    supplier = forms.ChoiceField(label=_("Supplier"), help_text=_("Whose bill lies before you."))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, supplier=fields.suppliers(actor))


class SettlementForm(OperationForm):
    """Which sold pieces are settled, at which price of gold."""

    supplier = forms.ChoiceField(label=_("Supplier"), help_text=_("Whose sold goods are settled."))
    tags = TagLines(required=False, label=_("Pieces"), help_text=_("One tag a line; empty settles all that were sold."))
    cents_per_gram = UnitField(unit="yuan", required=False, label=_("Yuan per fine gram"),
        help_text=_("Empty: as agreed when the goods came."))  # fmt: skip

    def __init__(self, *args: Any, choices: fields.Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, supplier=choices)


class MemoForm(OperationForm):
    """Pieces that are lent."""

    partner = forms.ChoiceField(label=_("Partner"), help_text=_("Who has the pieces and answers for them."))
    store = forms.ChoiceField(label=_("Store"), help_text=_("Where the pieces lie now."))
    tags = TagLines(label=_("Pieces"), help_text=_("One tag a line."))
    due_on = forms.DateField(label=_("Due back"), widget=DAY, help_text=_("On this day the store gets a to-do."))
    note = CleanText(max_length=200, required=False, label=_("Note"), help_text=_("What for; no customer's name."))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(
            self, partner=fields.suppliers(actor),
            store=fields.stores(actor, PurchasingPermission.SETTLE_CONSIGNMENT),
        )  # fmt: skip


class WeighedTags(forms.CharField):
    """Scanned pieces with what the scale says, one a line: a tag, and its grams where it was weighed."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"rows": 6, "autocomplete": "off", "spellcheck": "false"}
        super().__init__(max_length=8_000, widget=forms.Textarea(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> tuple[tuple[str, int | None], ...]:  # type: ignore[override]  # pairs come out
        text = clean_text(super().to_python(value) or "", lines=True)
        return tuple(_weighed(line) for line in text.splitlines() if line.strip())[:500]


def _weighed(line: str) -> tuple[str, int | None]:
    parts = line.split()
    grams = formats.typed(parts[1], "grams") if len(parts) > 1 else None
    if len(parts) > 2 or (len(parts) == 2 and grams is None):
        raise forms.ValidationError(
            _("“%(line)s”: write a tag, and behind it the grams, e.g. G2611-00017 10.25."), params={"line": line[:60]}
        )
    return normal_tag(parts[0]), grams


class MemoBackForm(OperationForm):
    """Pieces that came back."""

    tags = WeighedTags(
        label=_("Pieces"),
        help_text=_("One tag a line, behind it the scale's grams; the memo then shows what became lighter."),
    )
