"""The forms of suppliers, orders, deliveries and returns."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from facet.inventory.rules.tags import normal_tag
from facet.kernel import formats
from facet.kernel.form_fields import CleanText, UnitField
from facet.kernel.interface import OperationForm, clean_text
from facet.kernel.permissions import Actor
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.words import LABOUR_WORDS
from facet.purchasing.services import DeliveredPiece
from facet.purchasing.web import fields

LANGUAGES = (("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English"))
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TermsForm(OperationForm):
    """What was agreed with a supplier."""

    email = CleanText(max_length=254, required=False, label=_("E-mail for orders"),
        help_text=_("Orders go there as a paper with a link to confirm. Kept sealed."))  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language of papers"), choices=LANGUAGES, help_text=_("The order and its letter are written in it.")
    )
    lead_days = forms.IntegerField(label=_("Agreed lead time"), min_value=0, max_value=365, initial=14,
        help_text=_("Days from the order to the goods; what is measured stands beside it."))  # fmt: skip
    payment_days = forms.IntegerField(label=_("Payment, days"), min_value=0, max_value=365, initial=30,
        help_text=_("Days from the bill to the payment."))  # fmt: skip
    priced_later = forms.BooleanField(required=False, label=_("Gold is priced later"),
        help_text=_("New orders owe the gold in grams until its price is fixed."))  # fmt: skip
    note = CleanText(max_length=200, required=False, lines=True, label=_("Note"),
        help_text=_("Whom to ask for, what to watch. Kept sealed."))  # fmt: skip


class LabourPriceForm(OperationForm):
    """One row of a supplier's price list."""

    category = forms.ChoiceField(required=False, label=_("Category"), help_text=_("For all goods of a category…"))
    style = CleanText(max_length=32, required=False, label=_("Style"), help_text=_("…or for one style, by its number."))
    labour_per = forms.ChoiceField(label=_("Labour counts"), help_text=_("By grams of net metal, or by pieces."))
    labour_cents = UnitField(unit="yuan", label=_("Labour"), help_text=_("In yuan, without tax."))
    valid_from = forms.DateField(
        label=_("Counts from"), widget=DAY, help_text=_("The row before it counts until then.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", "—"), *fields.categories()]  # type: ignore[attr-defined]
        self.fields["labour_per"].choices = fields.labelled(LABOUR_WORDS)  # type: ignore[attr-defined]


class OrderForm(OperationForm):
    """The head of an order."""

    supplier = forms.ChoiceField(
        label=_("Supplier"), help_text=_("Prices nobody writes come from the supplier's list.")
    )
    store = forms.ChoiceField(label=_("Deliver to"), help_text=_("Where the goods are received and weighed."))
    due_on = forms.DateField(label=_("Wanted by"), widget=DAY, help_text=_("From this day on the order is late."))
    terms = forms.ChoiceField(
        label=_("Whose gold, which price"),
        choices=(
            ("agreed", _("as agreed with the supplier")), ("now", _("priced now")),
            ("later", _("priced later: grams are owed")), ("consigned", _("consigned: the supplier's until sold")),
        ),
        help_text=_("Decides what a piece costs when it comes."),
    )  # fmt: skip
    return_by = forms.DateField(required=False, label=_("Unsold goods go back by"), widget=DAY,
        help_text=_("For consigned goods only."))  # fmt: skip
    note = CleanText(max_length=200, required=False, label=_("Note for the supplier"),
        help_text=_("Printed on the order; no customer's name."))  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supplier"].choices = fields.suppliers(actor)  # type: ignore[attr-defined]
        stores = fields.stores(actor, PurchasingPermission.ORDER_GOODS)
        self.fields["store"].choices = stores  # type: ignore[attr-defined]


class OrderLineForm(forms.Form):
    """One line; an empty one is passed over."""

    category = forms.ChoiceField(required=False, label=_("Category"))
    style = CleanText(max_length=32, required=False, label=_("Style"))
    quantity = forms.IntegerField(required=False, label=_("Pieces"), min_value=1, max_value=100_000)
    weight_mg = UnitField(unit="grams", required=False, label=_("Net grams together"))
    metal_cents_per_gram = UnitField(unit="yuan", required=False, label=_("Metal, yuan per fine gram"))
    labour_per = forms.ChoiceField(required=False, label=_("Labour counts"))
    labour_cents = UnitField(unit="yuan", required=False, label=_("Labour, yuan"))
    other_cents = UnitField(unit="yuan", required=False, label=_("Stones and more, yuan a piece"))
    label = CleanText(max_length=80, required=False, label=_("Remark"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kinds, labour = kwargs.pop("kinds"), kwargs.pop("labour")
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = kinds  # type: ignore[attr-defined]
        self.fields["labour_per"].choices = labour  # type: ignore[attr-defined]
        for bound in self.visible_fields():
            bound.field.widget.attrs.update({"class": "fc-input", "aria-label": bound.label})

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.is_filled(found) and not found.get("quantity"):
            self.add_error("quantity", _("How many?"))
        return found

    @staticmethod
    def is_filled(found: dict[str, Any]) -> bool:
        """Whether the line orders something."""
        return bool(found.get("category") or found.get("style"))


OrderLineForms = forms.formset_factory(OrderLineForm, extra=4, max_num=200, absolute_max=200)


class ReasonForm(OperationForm):
    """Why."""

    reason = CleanText(max_length=120, label=_("Reason"), help_text=_("The next person will ask."))


class ConfirmForm(OperationForm):
    """What the supplier said: a day, and for each line how many."""

    promised_on = forms.DateField(label=_("Delivery day"), widget=DAY, help_text=_("When the goods will arrive."))

    def __init__(self, *args: Any, lines: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        for line in self.lines:
            name = fields.spoken(line.style_name or line.category_name, line.style_name_en or line.category_name_en)
            self.fields[f"line_{line.line_no}"] = forms.IntegerField(
                label=f"{line.line_no}. {name}", min_value=0, max_value=line.quantity,
                initial=line.quantity if line.confirmed_quantity is None else line.confirmed_quantity,
                help_text=_("Pieces; {quantity} were ordered.").format(quantity=line.quantity),
            )  # fmt: skip

    def quantities(self) -> dict[int, int]:
        """How many of each line."""
        return {line.line_no: self.cleaned_data[f"line_{line.line_no}"] for line in self.lines}


class TagLines(forms.CharField):
    """Several scanned tags, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"rows": 6, "autocomplete": "off", "spellcheck": "false"}
        super().__init__(max_length=8_000, widget=forms.Textarea(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> tuple[str, ...]:  # type: ignore[override]  # tags come out
        text = clean_text(super().to_python(value) or "", lines=True).replace(",", " ").replace("，", " ")
        return tuple(dict.fromkeys(normal_tag(tag) for tag in text.split()))[:500]


class DeliveredLines(forms.CharField):
    """Scanned pieces: line, tag, gross grams, and net grams where stones or parts are in it; "x reason" refuses.

    A count before the grams ("120p", "120件") says that the tag is a lot of bulk goods.
    """

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"rows": 10, "autocomplete": "off", "spellcheck": "false"}
        super().__init__(max_length=20_000, widget=forms.Textarea(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> tuple[DeliveredPiece, ...]:  # type: ignore[override]  # pieces come out
        text = clean_text(super().to_python(value) or "", lines=True)
        return tuple(_delivered(line) for line in text.splitlines() if line.strip())[:500]


_COUNT = re.compile(r"([1-9][0-9]{0,5})(?:p|pc|pcs|件|粒|颗|只|个)", re.IGNORECASE)


def _delivered(line: str) -> DeliveredPiece:
    kept, _mark, reason = line.replace("×", "x").partition(" x ")
    parts = kept.split()
    count = _COUNT.fullmatch(parts.pop(2)) if len(parts) > 3 and _COUNT.fullmatch(parts[2]) else None
    grams = [formats.typed(part, "grams") for part in parts[2:4]]
    if len(parts) not in ((3,) if count else (3, 4)) or not parts[0].isdecimal() or None in grams:
        raise forms.ValidationError(
            _("“%(line)s”: write line, tag and grams, e.g. 1 G2611-00017 10.25; to refuse it, add “x” and why."),
            params={"line": line[:60]},
        )
    return DeliveredPiece(
        line_no=int(parts[0][:4]), tag=normal_tag(parts[1]), gross_mg=grams[0] or 0,
        net_mg=grams[1] if len(grams) > 1 else None, accepted=not reason, reason=reason.strip()[:120],
        bulk=count is not None, quantity=int(count[1]) if count else 1,
    )  # fmt: skip


class DeliveryForm(OperationForm):
    """What came out of the parcel."""

    items = DeliveredLines(
        label=_("Scanned pieces"),
        help_text=_(
            "One a line: the order's line, the tag, the scale's grams. Behind “ x ” the reason to refuse it. Bulk"
            " goods: line, lot, count, grams, e.g. 2 BEAD-5 120p 86.4."
        ),
    )
    delivery_note = CleanText(max_length=40, required=False, label=_("Delivery note"),
        help_text=_("The number on the supplier's paper."))  # fmt: skip
    place = CleanText(
        max_length=32, required=False, label=_("Place"), help_text=_("Empty: where the store puts new goods.")
    )


class ReturnForm(OperationForm):
    """Pieces that go back."""

    supplier = forms.ChoiceField(label=_("Supplier"), help_text=_("Only what came from there can go back."))
    store = forms.ChoiceField(label=_("Store"), help_text=_("Where the pieces lie now."))
    tags = TagLines(label=_("Pieces"), help_text=_("One tag a line."))
    reason = CleanText(max_length=120, label=_("Reason"), help_text=_("The supplier will ask."))
    carrier = CleanText(
        max_length=60, required=False, label=_("Carrier"), help_text=_("Courier and slip, or colleague.")
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supplier"].choices = fields.suppliers(actor)  # type: ignore[attr-defined]
        self.fields["store"].choices = fields.stores(actor, PurchasingPermission.RETURN_GOODS)  # type: ignore[attr-defined]
