"""The forms of inventory: every field says what it is for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from facet.catalog.rules.categories import DictionaryKind
from facet.catalog.rules.pricing import BASIS_LABELS, LABOUR_LABELS
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.receiving import CertificateIn, PieceIn, StoneIn
from facet.inventory.rules.states import MOVEMENT_WORDS, PLACE_WORDS, VIRTUAL, MovementKind, PlaceKind
from facet.inventory.rules.tags import normal_tag
from facet.inventory.rules.words import LOT_BASIS_WORDS
from facet.inventory.web import choices
from facet.inventory.web.fields import Amount, Words, labelled
from facet.inventory.web.tag_file import file_field
from facet.kernel.interface import OperationForm
from facet.kernel.permissions import Actor

AS_THE_CATALOGUE_SAYS = _("as the catalogue says")
USUAL_PLACE = _("where new goods go")
ROOM_HELP = _("How many fit, with the places inside it. Empty: nobody counts.")
TARE_HELP = _("In grams, without goods: the scale takes it off.")


class DeliveryForm(OperationForm):
    """Where a delivery goes and where it comes from."""

    store = forms.ChoiceField(label=_("Store"), help_text=_("The store that keeps the goods."))
    place = forms.ChoiceField(label=_("Place"), required=False, help_text=_("Empty: where the store puts new goods."))
    supplier = Words(32, label=_("Supplier"), required=False, help_text=_("Code of the supplier, e.g. SUP01."))
    batch = Words(40, label=_("Batch"), required=False, help_text=_("As on the delivery, e.g. 26-011."))
    document = Words(40, label=_("Delivery note"), required=False, help_text=_("Empty: we give it a number."))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        right = InventoryPermission.RECEIVE_PIECES
        self.fields["store"].choices = choices.stores(actor, right)  # type: ignore[attr-defined]
        self.fields["store"].initial = choices.own_store(actor, right)
        chosen = self.data.get("store") or self.initial.get("store") or self.fields["store"].initial or ""
        self.fields["place"].choices = [("", USUAL_PLACE), *choices.places(actor, store_code=chosen)]  # type: ignore[attr-defined]


class PieceForm(forms.Form):
    """One piece of a delivery; what is left empty comes from style and category."""

    tag = Words(32, label=_("Tag"), help_text=_("Scan or type it; it is never used again."))
    category = forms.ChoiceField(label=_("Category"), help_text=_("Decides price, points and tax."))
    form = forms.ChoiceField(
        label=_("Kind of piece"), required=False, help_text=_("Ring, bangle …: for its legal name.")
    )
    gross_weight_mg = Amount("grams", low=1, label=_("Total weight"), help_text=_("In grams, with stones, e.g. 5.680."))
    net_weight_mg = Amount(
        "grams", required=False, label=_("Net weight"), help_text=_("Metal alone. Empty: we compute it.")
    )
    circumference_tenths = Amount(
        "int",
        low=1,
        required=False,
        label=_("Ring or bangle size"),
        help_text=_("Inner circumference in 0.1 mm: 52 mm is 520."),
    )
    tag_price_cents = Amount(
        "yuan", required=False, label=_("Tag price"), help_text=_("In yuan, for a fixed price only.")
    )
    labour_value = Amount(
        "yuan",
        required=False,
        label=_("Labour"),
        help_text=_("In yuan, per gram or per piece. Empty: as the catalogue says."),
    )
    style = Words(32, required=False, label=_("Style"), help_text=_("Number of the style, if it has one."))
    price_item = forms.ChoiceField(
        required=False, label=_("Metal on the price board"), help_text=_("Empty: as the category says.")
    )
    epc = Words(32, required=False, label=_("Chip"), help_text=_("RFID number, if the tag has a chip."))
    stone = forms.ChoiceField(required=False, label=_("Main stone"), help_text=_("Its kind; empty if there is none."))
    main_mct = Amount("carats", low=1, required=False, label=_("Main stone, carats"), help_text=_("E.g. 0.50."))
    colour = Words(24, required=False, label=_("Stone colour"), help_text=_("E.g. F."))
    clarity = Words(12, required=False, label=_("Clarity"), help_text=_("E.g. VS1."))
    cut = Words(24, required=False, label=_("Cut"), help_text=_("E.g. Excellent."))
    sides = Amount("int", low=1, required=False, label=_("Side stones"), help_text=_("How many."))
    sides_mct = Amount("carats", low=1, required=False, label=_("Side stones, carats"), help_text=_("All together."))
    lab = Words(24, required=False, label=_("Laboratory"), help_text=_("GIA, NGTC …"))
    paper = Words(40, required=False, label=_("Certificate number"), help_text=_("As printed on the certificate."))
    cost_metal = Amount("yuan", required=False, label=_("Cost: metal"), help_text=_("In yuan, without tax."))
    cost_labour = Amount("yuan", required=False, label=_("Cost: labour"), help_text=_("In yuan, without tax."))
    cost_stones = Amount("yuan", required=False, label=_("Cost: stones"), help_text=_("In yuan, without tax."))
    is_new_product = forms.BooleanField(
        required=False, label=_("New product"), help_text=_("Earns the points of new products.")
    )

    FIRST = (
        "tag",
        "category",
        "form",
        "gross_weight_mg",
        "net_weight_mg",
        "circumference_tenths",
        "tag_price_cents",
        "labour_value",
    )
    COPIED = ("category", "form", "price_item", "style", "stone", "lab", "is_new_product")

    def __init__(self, *args: Any, options: dict[str, choices.Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in options.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    @staticmethod
    def options() -> dict[str, choices.Choices]:
        """The lists to choose from, read once for all rows. Queries: 4."""
        return {
            "category": [("", "—"), *choices.categories()],
            "form": [("", "—"), *choices.words(DictionaryKind.FORM)],
            "price_item": [("", AS_THE_CATALOGUE_SAYS), *choices.price_items()],  # type: ignore[list-item]
            "stone": [("", "—"), *choices.words(DictionaryKind.GEM)],
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (cleaned.get("main_mct") or cleaned.get("sides_mct")) and not cleaned.get("stone"):
            self.add_error("stone", _("Say which stone this is."))
        if bool(cleaned.get("lab")) != bool(cleaned.get("paper")):
            self.add_error("paper", _("A certificate needs its laboratory and its number."))
        return cleaned

    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FIRST]

    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.FIRST and name != "DELETE"]

    def more_filled(self) -> bool:
        """Whether the folded part holds something or was refused, and must stand open."""
        return any(bound.errors or bound.value() for bound in self.more_fields())

    def wanted(self) -> PieceIn:
        """The piece as the service takes it."""
        facts = self.cleaned_data
        own = ("tag", "category", "form", "gross_weight_mg", "net_weight_mg", "circumference_tenths", "tag_price_cents",
               "labour_value", "style", "price_item", "epc", "is_new_product")  # fmt: skip
        costs = (("metal", facts["cost_metal"]), ("labour", facts["cost_labour"]), ("stones", facts["cost_stones"]))
        papers = (CertificateIn(lab=facts["lab"], number=facts["paper"]),) if facts["paper"] else ()
        return PieceIn(
            **{name: facts[name] for name in own},
            costs=tuple((kind, cents) for kind, cents in costs if cents is not None),
            stones=tuple(_stones(facts)),
            certificates=papers,
        )


def _stones(facts: dict[str, Any]) -> list[StoneIn]:
    stones = []
    if facts["main_mct"]:
        grades = {name: facts[name] for name in ("colour", "clarity", "cut")}
        stones.append(StoneIn(kind=facts["stone"], carat_mct=facts["main_mct"], is_main=True, **grades))
    if facts["sides_mct"]:
        stones.append(StoneIn(kind=facts["stone"], carat_mct=facts["sides_mct"], count=facts["sides"] or 1))
    return stones


class TagsField(forms.CharField):
    """Tags as a scanner writes them: one a line; blanks and commas part them as well."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false"}))
        super().__init__(max_length=8_000, **kwargs)

    def to_python(self, value: Any) -> tuple[str, ...]:  # type: ignore[override]  # tags come out
        text = (super().to_python(value) or "").replace(",", "\n").replace("，", "\n")
        return tuple(dict.fromkeys(normal_tag(part) for part in text.split() if normal_tag(part)))[:200]


class MoveForm(OperationForm):
    """Pieces that go to one place of their store."""

    store = forms.ChoiceField(label=_("Store"), help_text=_("Where the pieces are now and stay."))
    place = forms.ChoiceField(label=_("To which place"), help_text=_("Counter, tray or vault of this store."))
    tags = TagsField(label=_("Scanned pieces"), help_text=_("Scan one after the other; each stands on its own line."))
    file = file_field()

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        right = InventoryPermission.MOVE_PIECES
        self.fields["store"].choices = choices.stores(actor, right)  # type: ignore[attr-defined]
        self.fields["store"].initial = choices.own_store(actor, right)
        chosen = self.data.get("store") or self.initial.get("store") or self.fields["store"].initial or ""
        self.fields["place"].choices = [("", "—"), *choices.places(actor, store_code=chosen)]  # type: ignore[attr-defined]


class DescribeForm(forms.Form):
    """What a piece is described as."""

    legal_name = Words(80, label=_("Legal name"), help_text=_("Purity, metal, gem and kind, nothing else."))
    legal_name_en = Words(
        120, required=False, label=_("Name in English"), help_text=_("For English screens and receipts.")
    )
    colour = Words(24, required=False, label=_("Metal colour"), help_text=_("E.g. rose."))
    circumference_tenths = Amount(
        "int",
        low=1,
        required=False,
        label=_("Ring or bangle size"),
        help_text=_("Inner circumference in 0.1 mm: 52 mm is 520."),
    )
    length_mm = Amount("int", low=1, required=False, label=_("Length"), help_text=_("Of a chain, in mm."))
    epc = Words(32, required=False, label=_("Chip"), help_text=_("RFID number, if the tag has a chip."))
    engraving = Words(60, required=False, label=_("Engraving"), help_text=_("As it stands inside the piece."))
    note = Words(200, required=False, label=_("Note"), help_text=_("For colleagues; customers never see it."))
    is_new_product = forms.BooleanField(
        required=False, label=_("New product"), help_text=_("Earns the points of new products.")
    )


class RepriceForm(forms.Form):
    """What the tag shall say."""

    price_basis = forms.ChoiceField(label=_("Price by"), help_text=_("Fixed, by weight, or metal and stones apart."))
    tag_price_cents = Amount(
        "yuan", required=False, label=_("Tag price"), help_text=_("In yuan, for a fixed price only.")
    )
    labour_kind = forms.ChoiceField(
        required=False, label=_("Labour counts"), help_text=_("Per gram, per piece, or a share of the metal.")
    )
    labour_value = Amount("yuan", required=False, label=_("Labour"), help_text=_("Yuan, or percent of the metal."))
    reason = Words(120, label=_("Reason"), help_text=_("The next person will ask."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["price_basis"].choices = labelled(BASIS_LABELS)  # type: ignore[attr-defined]
        self.fields["labour_kind"].choices = labelled(LABOUR_LABELS, empty="—")  # type: ignore[attr-defined]


class RetagForm(forms.Form):
    """Another tag for a piece."""

    new_tag = Words(32, label=_("New tag"), help_text=_("Scan the new tag. The old one is never used again."))
    reason = Words(120, label=_("Reason"), help_text=_("E.g. the tag was damaged."))


class ChangeStateForm(OperationForm):
    """A piece that leaves the sale, or comes back to it."""

    kind = forms.ChoiceField(label=_("What happens to it"), help_text=_("Only what the piece's state allows."))
    reason = Words(120, label=_("Reason"), help_text=_("The next person will ask."))

    def __init__(self, *args: Any, kinds: list[MovementKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = labelled({kind: MOVEMENT_WORDS[kind] for kind in kinds})  # type: ignore[attr-defined]


class PhotoForm(forms.Form):
    """A picture of a piece."""

    photo = forms.FileField(label=_("Picture"), help_text=_("JPEG, PNG or WebP, at most 40 megapixels and 20 MB."))


class LotForm(forms.Form):
    """A new kind of bulk goods."""

    sku = Words(32, label=_("Number"), help_text=_("Letters, digits and hyphens, e.g. BEAD-01."))
    name = Words(80, label=_("Name"), help_text=_("As it stands on the receipt."))
    name_en = Words(120, required=False, label=_("Name in English"), help_text=_("For English screens and receipts."))
    category = forms.ChoiceField(label=_("Category"), help_text=_("Decides points and tax."))
    price_basis = forms.ChoiceField(label=_("Price by"), help_text=_("By the piece, or by the gram with labour."))
    price_cents = Amount(
        "yuan", required=False, label=_("Price or labour"), help_text=_("In yuan: per piece, or the labour per gram.")
    )
    price_item = forms.ChoiceField(
        required=False, label=_("Metal on the price board"), help_text=_("Empty: as the category says.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", "—"), *choices.categories()]  # type: ignore[attr-defined]
        self.fields["price_basis"].choices = labelled(LOT_BASIS_WORDS)  # type: ignore[attr-defined]
        self.fields["price_item"].choices = [("", AS_THE_CATALOGUE_SAYS), *choices.price_items()]  # type: ignore[attr-defined]


class BulkForm(OperationForm):
    """Pieces and grams of a lot at one place."""

    store = forms.ChoiceField(label=_("Store"), help_text=_("The store that keeps the goods."))
    place = forms.ChoiceField(required=False, label=_("Place"), help_text=_("Empty: where the store puts new goods."))
    quantity = Amount("int", label=_("Pieces"), help_text=_("How many."))
    weight_mg = Amount("grams", label=_("Weight"), help_text=_("In grams, all together."))
    cost_cents = Amount(
        "yuan", required=False, label=_("Cost of the delivery"),
        help_text=_("In yuan, all together. Empty: a gram goes on costing what it cost."),
    )  # fmt: skip
    document = Words(40, required=False, label=_("Paper"), help_text=_("Delivery note or count sheet."))
    reason = Words(120, required=False, label=_("Reason"), help_text=_("Needed for a correction."))

    def __init__(self, *args: Any, actor: Actor, right: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["store"].choices = choices.stores(actor, right)  # type: ignore[attr-defined]
        self.fields["store"].initial = choices.own_store(actor, right)
        chosen = self.data.get("store") or self.initial.get("store") or self.fields["store"].initial or ""
        self.fields["place"].choices = [("", USUAL_PLACE), *choices.places(actor, store_code=chosen)]  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """A new place of a store."""

    store = forms.ChoiceField(label=_("Store"), help_text=_("The store it stands in."))
    kind = forms.ChoiceField(label=_("Kind of place"), help_text=_("Counter, tray, slot, vault or window."))
    code = Words(24, label=_("Code"), help_text=_("Short, once in a store, e.g. C02."))
    name = Words(60, required=False, label=_("Name"), help_text=_("As people call it, e.g. Diamond counter."))
    under = Words(
        24,
        required=False,
        label=_("Inside of"),
        help_text=_("Code of the counter that holds it; empty: the store itself."),
    )
    capacity = Amount("int", low=1, required=False, label=_("Room for pieces"), help_text=ROOM_HELP)
    tare_mg = Amount("grams", low=1, required=False, label=_("Empty tray"), help_text=TARE_HELP)
    responsible = Words(
        16,
        required=False,
        label=_("Responsible colleague"),
        help_text=_("Code of a colleague of the store; empty: nobody."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        right = InventoryPermission.MANAGE_PIECES
        self.fields["store"].choices = choices.stores(actor, right)  # type: ignore[attr-defined]
        self.fields["store"].initial = choices.own_store(actor, right)
        real = {kind: word for kind, word in PLACE_WORDS.items() if kind not in VIRTUAL and kind != PlaceKind.STORE}
        self.fields["kind"].choices = labelled(real)  # type: ignore[attr-defined]
