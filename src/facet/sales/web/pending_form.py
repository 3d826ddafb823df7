"""What a till sends of a sale that waited, and what a manager writes to settle one."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from facet.kernel.interface import OperationForm, PositiveCents, Text, Whole
from facet.sales.flows.pending import PendingIn
from facet.sales.rules.pending import SETTLEMENT_LABELS
from facet.sales.rules.request import LineRequest, SaleRequest, TenderRequest
from facet.sales.services.pending import RefusedLine


class PieceBody(BaseModel):
    """A piece as its slip names it."""

    model_config = ConfigDict(extra="forbid")
    tag: Text(64, least=1)  # type: ignore[valid-type]
    name: Text(120)  # type: ignore[valid-type]
    cents: PositiveCents


class PendingBody(BaseModel):
    """One sale made without the server. Units: cents."""

    model_config = ConfigDict(extra="forbid")
    id: UUID
    token: Text(400, least=1)  # type: ignore[valid-type]
    number: Text(32, least=1)  # type: ignore[valid-type]
    store: Text(16, least=1)  # type: ignore[valid-type]
    till: Text(16, least=1)  # type: ignore[valid-type]
    sold_at: AwareDatetime
    lines: Annotated[list[PieceBody], Field(min_length=1, max_length=50)]
    method: Literal["cash", "terminal"]
    paid_cents: Whole(0, 10**10)  # type: ignore[valid-type]
    total_cents: Whole(0, 10**10)  # type: ignore[valid-type]
    basket: UUID | None = None

    def sale_request(self) -> SaleRequest:
        """The ticket, before the server's own facts are added."""
        return SaleRequest(
            store=self.store, till=self.till, lines=tuple(LineRequest(tag=line.tag) for line in self.lines),
            tenders=(TenderRequest(method=self.method, amount_cents=self.paid_cents),),
            expected_total_cents=self.total_cents, basket=self.basket,
        )  # fmt: skip

    def pending_in(self) -> PendingIn:
        """What it says of itself."""
        moment: datetime = self.sold_at
        lines = tuple(RefusedLine(tag=line.tag, name=line.name, cents=line.cents) for line in self.lines)
        return PendingIn(token=self.token, number=self.number, sold_at=moment, lines=lines)


class SettleForm(OperationForm):
    """How a refused sale was settled."""

    way = forms.ChoiceField(
        label=_("How it was settled"), choices=[(key.value, _(word)) for key, word in SETTLEMENT_LABELS.items()],
        help_text=_("What you agreed with the customer."),
    )  # fmt: skip
    receipt = forms.CharField(
        label=_("Number of the new ticket"), max_length=32, required=False,
        help_text=_("Only when another ticket took its place."), widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("For example: paid back in cash, customer informed.")
    )
