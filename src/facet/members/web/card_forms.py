"""What people type about cards, credit, joining, merging and hand-over."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from facet.catalog import selectors as catalog_selectors
from facet.kernel.errors import DomainError
from facet.kernel.interface import OperationForm, clean_text
from facet.kernel.permissions import Actor
from facet.members import selectors
from facet.members.errors import MemberUnknown
from facet.members.rules import cards, credit
from facet.members.services import CardIn, CardTypeIn, PriceLevelIn


class Clean(forms.CharField):
    """A text without control and invisible characters."""

    def clean(self, value: Any) -> Any:
        return clean_text(super().clean(value) or "")


class Yuan(forms.DecimalField):
    """Money typed in yuan, given in whole fen."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_digits=12, decimal_places=2, **more)
        self.widget.attrs.update({"inputmode": "decimal"})

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return None if typed is None else int(typed.scaleb(2))


def member_by(actor: Actor, text: str) -> int:
    """The one member with this number, card or phone; several would be a guess. Raises: MemberUnknown."""
    found = selectors.find_members(actor, text)
    exact = [row for row in found if row.number == text.upper()]
    if len(exact or found) != 1:
        raise MemberUnknown(key=text)
    return (exact or found)[0].id


def number_asked_for(actor: Actor, text: str) -> str:
    """The number of the member whose page sent somebody here, "" for none."""
    if not text.isdecimal() or len(text) > 15:
        return ""
    try:
        number = selectors.member_for_sale(int(text)).number
    except DomainError:
        return ""
    return number if selectors.find_members(actor, number) else ""


def named(zh: str, en: str) -> str:
    """The name in the reader's language."""
    return en if en and (get_language() or "").startswith("en") else zh


class _Member(OperationForm):
    member = Clean(
        label=_("Member"), max_length=40, help_text=_("Member number, card or whole phone number."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class CardForm(_Member):
    """Whose card, of which type, with which number, and why."""

    card_type = forms.ChoiceField(label=_("Card type"), required=False, help_text=_("Decides validity and rights."))
    number = Clean(
        label=_("Card number"), max_length=24, required=False,
        help_text=_("Of a printed card, scanned or typed. Left empty, a number is made."),
    )  # fmt: skip
    reason = Clean(
        label=_("Why"), max_length=120, required=False, help_text=_("Such as lost or damaged; stays in its history.")
    )

    def __init__(self, *args: Any, same_type: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = [("", gettext("Same type as before"))] if same_type else []
        types = [(row.code, named(row.name, row.name_en)) for row in selectors.card_types(active_only=True)]
        self.fields["card_type"].choices = first + types  # type: ignore[attr-defined]

    def wanted(self) -> CardIn:
        return CardIn(**{name: self.cleaned_data[name] for name in ("card_type", "number", "reason")})


class CardTypeForm(OperationForm):
    """One kind of card."""

    code = Clean(label=_("Code"), max_length=16, help_text=_("Short and lasting, such as gold; letters and digits."))
    name = Clean(label=_("Name"), max_length=32, help_text=_("As colleagues read it in Chinese."))
    name_en = Clean(
        label=_("English name"), max_length=32, required=False, help_text=_("Shown where the screen is in English.")
    )
    valid_months = forms.IntegerField(
        label=_("Good for, months"), required=False, min_value=1, max_value=240, help_text=_("Left empty: for life.")
    )
    colour = forms.ChoiceField(label=_("Colour"), help_text=_("Of the card on screens and on the member’s phone."))
    price_level = forms.TypedChoiceField(
        label=_("Member price level"), coerce=int, initial=0,
        help_text=_("What the members pay less for goods; the levels stand below the card types."),
    )  # fmt: skip
    labour_discount = forms.DecimalField(
        label=_("Labour discount, %"), min_value=0, max_value=100, decimal_places=2, max_digits=5, initial=0,
        help_text=_("Off the labour of goods by weight."),
    )  # fmt: skip
    categories = forms.MultipleChoiceField(
        label=_("Counts in"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: in all categories."),
    )  # fmt: skip
    is_active = forms.BooleanField(
        label=_("In use"), required=False, initial=True, help_text=_("Out of use, no new card of this type is given.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colour"].choices = [(key, gettext(label)) for key, label in cards.COLOURS.items()]  # type: ignore[attr-defined]
        names = {row.level: named(row.name, row.name_en) for row in selectors.price_levels()}
        levels = [(0, gettext("List price"))]
        levels += [(each, f"{each} {names.get(each, gettext('Not defined yet: list price'))}") for each in range(1, 10)]
        self.fields["price_level"].choices = levels  # type: ignore[attr-defined]
        top = [each for each in catalog_selectors.category_facts().values() if len(each.path_codes) == 1]
        self.fields["categories"].choices = [(str(each.id), named(each.name, each.name_en)) for each in top]  # type: ignore[attr-defined]

    def wanted(self) -> CardTypeIn:
        facts = {name: self.cleaned_data[name] for name in ("code", "name", "name_en", "valid_months", "colour")}
        return CardTypeIn(
            **facts, price_level=self.cleaned_data["price_level"], is_active=self.cleaned_data["is_active"],
            labour_discount_bp=int(self.cleaned_data["labour_discount"].scaleb(2)),
            categories=tuple(int(each) for each in self.cleaned_data["categories"]),
        )  # fmt: skip


class PriceLevelForm(OperationForm):
    """What one price level takes off."""

    name = Clean(label=_("Name"), max_length=32, help_text=_("As colleagues read it in Chinese."))
    name_en = Clean(
        label=_("English name"), max_length=32, required=False, help_text=_("Shown where the screen is in English.")
    )
    fixed = forms.DecimalField(
        label=_("Off fixed prices, %"), min_value=0, max_value=99, decimal_places=2, max_digits=4, initial=0,
        help_text=_("Of pieces with a price on the tag, and of sets."),
    )  # fmt: skip
    gram = Yuan(
        label=_("Off a gram, yuan"), min_value=0, max_value=1_000, initial=0,
        help_text=_("Of the metal of goods by weight; never more than the gold price."),
    )  # fmt: skip

    def wanted(self) -> PriceLevelIn:
        return PriceLevelIn(
            name=self.cleaned_data["name"], name_en=self.cleaned_data["name_en"],
            fixed_bp=int(self.cleaned_data["fixed"].scaleb(2)), gram_cents=self.cleaned_data["gram"],
        )  # fmt: skip


class ReasonOnlyForm(OperationForm):
    """Why."""

    reason = Clean(label=_("Why"), max_length=120, required=False, help_text=_("In a few words; it is kept."))


class CreditLimitForm(_Member):
    """How much a member may owe, and for how long."""

    limit = Yuan(
        label=_("Credit limit, yuan"), min_value=0, help_text=_("0 stops new credit; what is open stays open.")
    )
    due_days = forms.IntegerField(
        label=_("Due after, days"), min_value=1, max_value=365, initial=30, help_text=_("Counted from each purchase.")
    )


class RepaymentForm(_Member):
    """What a member pays back."""

    amount = Yuan(
        label=_("Amount, yuan"), min_value=0, help_text=_("At most what is open; the oldest is settled first.")
    )
    tender = forms.ChoiceField(label=_("Paid by"), help_text=_("How the money came in."))
    reason = Clean(label=_("Note"), max_length=120, required=False, help_text=_("Such as the slip number. No names."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tender"].choices = [(key, gettext(label)) for key, label in credit.TENDERS.items()]  # type: ignore[attr-defined]


class WriteOffForm(OperationForm):
    """What is given up, why, and who allowed it."""

    amount = Yuan(label=_("Amount, yuan"), min_value=0, help_text=_("What the house gives up."))
    reason = Clean(label=_("Why"), max_length=120, help_text=_("Stays in the credit book, readable for auditors."))
    approval_id = forms.IntegerField(
        label=_("Approval number"), required=False, min_value=1,
        help_text=_("Left empty, finance is asked first; enter the number once it is approved."),
    )  # fmt: skip


class InviteForm(forms.Form):
    """Who brought the customer, if anybody."""

    referrer = Clean(
        label=_("Referred by"), max_length=16, required=False,
        help_text=_("Number of the member who made the introduction, such as M00000123."),
    )  # fmt: skip


class JoinForm(forms.Form):
    """What a customer types on her own phone."""

    name = Clean(label=_("Your name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = Clean(
        label=_("Your phone"), max_length=30, help_text=_("We send a code to it."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    agreed = forms.BooleanField(label=_("I agree that my name and phone are kept for my membership."))
    sms = forms.BooleanField(label=_("You may send me text messages with news."), required=False)
    wechat = forms.BooleanField(label=_("You may send me WeChat messages with news."), required=False)


class JoinCodeForm(forms.Form):
    """The code from the message."""

    code = Clean(
        label=_("Code from the message"), max_length=6, min_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip


class TwoFilesForm(forms.Form):
    """Which two files may be one person."""

    one = Clean(label=_("File that stays"), max_length=40, help_text=_("Member number or card."))
    other = Clean(label=_("File that goes into it"), max_length=40, help_text=_("Member number or card."))
