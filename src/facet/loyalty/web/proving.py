"""Asking the member for a proof in the middle of a form: the same two fields wherever something is spent."""

from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from facet.kernel import clock
from facet.kernel.interface import OperationForm
from facet.kernel.operations import OperationKey
from facet.loyalty import flows, services
from facet.loyalty.rules.proof import ProofKind, Purpose
from facet.loyalty.selectors.proof import waiting_kind
from facet.loyalty.web.days import today

KINDS = [
    (ProofKind.CODE.value, _("One-time code to her phone")),
    (ProofKind.QR.value, _("Changing QR code on her phone")),
    (ProofKind.PIN.value, _("PIN of the member")),
    (ProofKind.MANAGER.value, _("A manager vouches")),
]


class ProofForm(OperationForm):
    """An act that may need a proof: which kind, and the answer once it was asked."""

    proof_kind = forms.ChoiceField(
        label=_("Proof"), choices=KINDS, help_text=_("How the member agrees; the code is good for five minutes.")
    )
    answer = forms.CharField(
        label=_("Answer"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("First press the button with this empty: then enter the code, scan her QR code, let her type her"
                    " PIN, or enter the number of the manager's approval."),
    )  # fmt: skip
    proof_id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    ask_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def operation(self, body: Any = None) -> OperationKey:
        """The key of the act itself; how it was proved does not belong to it."""
        apart = {"proof_kind", "answer", "proof_id", "ask_id"}
        return super().operation(body or {name: each for name, each in self.cleaned_data.items() if name not in apart})


def prove(
    request: HttpRequest, form: ProofForm, *, member_id: int, purpose: Purpose, amount: int, document: str
) -> int | None:
    """The given proof's id; None when it has just been asked for and `form` now waits for the answer.

    Raises: what asking and giving refuse.
    """
    data, at = form.cleaned_data, clock.now()
    proof_id, kind = data.get("proof_id"), data["proof_kind"]
    if proof_id and data["answer"] and waiting_kind(request.actor, proof_id) == kind:
        flows.give_proof(actor=request.actor, proof_id=proof_id, answer=data["answer"], at=at, on=today())
        return int(proof_id)
    if kind in {ProofKind.QR, ProofKind.PIN} and data["answer"]:
        asked = _ask(request, form, (member_id, purpose, amount, document))
        flows.give_proof(actor=request.actor, proof_id=asked.proof_id, answer=data["answer"], at=at, on=today())
        return asked.proof_id
    asked = _ask(request, form, (member_id, purpose, amount, document))
    shown: dict[str, Any] = dict(form.data.items())
    shown.update({form.add_prefix("proof_id"): str(asked.proof_id), form.add_prefix("ask_id"): str(uuid4())})
    form.data = shown
    form.add_error("answer", _waiting(kind, asked.approval_id))
    return None


def _ask(request: HttpRequest, form: ProofForm, wanted: tuple[int, Purpose, int, str]) -> services.Asked:
    member_id, purpose, amount, document = wanted
    asking = services.ProofIn(
        kind=form.cleaned_data["proof_kind"], purpose=purpose.value, member_id=member_id, amount=amount,
        document=document,
    )  # fmt: skip
    key = OperationKey.of(form.cleaned_data.get("ask_id") or uuid4(), {"proof": document, "amount": amount})
    return services.ask_proof(actor=request.actor, operation=key, request=asking, at=clock.now(), on=today())


def _waiting(kind: str, approval_id: int | None) -> str:
    if kind == ProofKind.CODE:
        return gettext("The code is on its way to her phone. Enter it here and press the button again.")
    if kind == ProofKind.MANAGER:
        told = gettext(
            "A manager is asked. When approval %(n)s is given, enter its number here and press the button again."
        )
        return told % {"n": approval_id}
    return gettext("Scan her QR code or let her type her PIN here, then press the button again.")
