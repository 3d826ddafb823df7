"""Forms of the price board."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from facet.catalog.rules.board import BoardRequest, PriceLine, Quote
from facet.catalog.selectors import BoardLine
from facet.catalog.web import words
from facet.catalog.web.fields import offer_choices
from facet.kernel.form_fields import CleanText, UnitField
from facet.kernel.interface import OperationForm

SIDES = ("retail", "exchange", "buy_back")
HIGHEST = 10**9


@dataclass(frozen=True, slots=True)
class FormRow:
    """One line of the board with its three fields."""

    line: BoardLine
    retail: BoundField
    exchange: BoundField
    buy_back: BoundField

    @property
    def errors(self) -> list[str]:
        return [*self.retail.errors, *self.exchange.errors, *self.buy_back.errors]


class BoardForm(OperationForm):
    """New prices for one price group; lines left as they are, are not published."""

    valid_from = forms.DateTimeField(
        label=_("Valid from"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Leave empty to begin now. A moment ahead lets the stores prepare."),
    )
    note = CleanText(
        label=_("Note"),
        required=False,
        max_length=120,
        help_text=_("What the stores should know, e.g. world price fell."),
    )
    reason = CleanText(
        label=_("Reason for the second person"),
        required=False,
        max_length=200,
        help_text=_("Why the change is so large; the colleague who approves reads it."),
    )

    needs_second_person = ""  # the refusal in words, once the service has said so

    def __init__(self, *args: Any, lines: Sequence[BoardLine], group: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines, self.group = lines, group
        for line in lines:
            for side, value in zip(SIDES, _quote_of(line), strict=True):
                self.fields[_name(side, line)] = UnitField(
                    unit="yuan", low=1, high=HIGHEST, required=False, initial=value, label=_title(side, line)
                )

    def rows(self) -> Iterator[FormRow]:
        """The lines of the board with their fields, for the template."""
        for line in self.lines:
            yield FormRow(line, *(self[_name(side, line)] for side in SIDES))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for line in self.lines:
            retail, *others = (values.get(_name(side, line)) for side in SIDES)
            if retail is None and any(other is not None for other in others) and not self.errors:
                self.add_error(_name("retail", line), _("Give the retail price as well."))
        if not self.errors and not self.wanted_lines():
            self.add_error(None, _("Nothing differs from the prices in force. Change at least one price."))
        return values

    def wanted_lines(self) -> list[PriceLine]:
        """The lines that differ from what is in force."""
        wanted = []
        for line in self.lines:
            retail, exchange, buy_back = (self.cleaned_data.get(_name(side, line)) for side in SIDES)
            if retail is not None and (retail, exchange, buy_back) != _quote_of(line):
                wanted.append(PriceLine(line.code, Quote(retail, exchange, buy_back)))
        return wanted

    def request(self) -> BoardRequest:
        """What the service is asked for."""
        begins: datetime | None = self.cleaned_data["valid_from"]
        return BoardRequest(
            price_group=self.group,
            lines=tuple(self.wanted_lines()),
            valid_from=begins,
            note=self.cleaned_data["note"],
        )


class MarketForm(forms.Form):
    """One day's price of one series, written down by hand."""

    on = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The trading day the price belongs to."),
    )
    series = forms.ChoiceField(label=_("Price"), help_text=_("Metals in yuan per gram, the diamond index in points."))
    value = UnitField(
        label=_("Trade price"), unit="yuan", low=1, high=HIGHEST, help_text=_("With at most two decimals, e.g. 845.30.")
    )
    source = CleanText(
        label=_("Source"),
        required=False,
        max_length=60,
        help_text=_("Where the number was read, e.g. Shanghai Gold Exchange."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, series=words.options("series"))


def _quote_of(line: BoardLine) -> tuple[int | None, int | None, int | None]:
    if line.price is None:
        return None, None, None
    quote = line.price.quote
    return quote.retail, quote.exchange, quote.buy_back


def _name(side: str, line: BoardLine) -> str:
    return f"{side}-{line.code}"


def _title(side: str, line: BoardLine) -> str:
    titles = {
        "retail": _("New retail price of %(item)s"),
        "exchange": _("New trade-in price of %(item)s"),
        "buy_back": _("New buy-back price of %(item)s"),
    }
    return titles[side] % {"item": words.named(line)}
