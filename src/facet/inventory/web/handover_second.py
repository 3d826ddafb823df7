"""The second signature at the same tablet: typed once with her own password, good for the trays of this half hour."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.interface import address_of
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors
from facet.organisation.flows import sign_in

MINUTES = 30  # for one round of the counters; whoever walks away meanwhile signs again
_KEY = "handover_second"


class SecondForm(forms.Form):
    """Who takes the trays, and her password."""

    taken_by = forms.ChoiceField(label=_("Taken by"), help_text=_("A colleague of this store, not you."))
    password = forms.CharField(
        label=_("Password of the colleague"), max_length=128, help_text=_("Typed by the colleague herself."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "data-free-text": ""}),
    )  # fmt: skip

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taken_by"].choices = [("", "—"), *people]  # type: ignore[attr-defined]


def sign_beside(request: HttpRequest, facts: dict[str, Any], *, store_id: int, at: datetime) -> None:
    """Check the colleague's password and keep her signature for this store in the session of the first person.

    Raises: Invalid for nobody of the store, SignInRefused, SignInTooSoon.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = {each.code: each for each in organisation_selectors.staff_of_store(actor, store_id=store_id)}
    chosen = found.get(facts["taken_by"])
    if chosen is None or chosen.pk == actor.staff_id:
        raise Invalid(field="taken_by", reason=gettext_noop("a second person of this store signs"))
    sign_in(username=chosen.username, password=facts["password"], address=address_of(request), at=at)
    until = at + timedelta(minutes=MINUTES)
    request.session[_KEY] = {
        "staff": chosen.pk, "first": actor.key, "store": store_id, "until": until.isoformat(),
    }  # fmt: skip


def signed_beside(request: HttpRequest, *, store_id: int, at: datetime) -> tuple[Actor, datetime] | None:
    """Who signs beside the actor in this store and until when; None when nobody does. Queries: 0, or 3 to 4."""
    kept = request.session.get(_KEY)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not kept or kept["first"] != actor.key or kept["store"] != store_id:
        return None
    until = datetime.fromisoformat(kept["until"])
    if at >= until:
        return None
    try:
        return organisation_selectors.actor_of(kept["staff"], via=actor.via, at=at), until
    except NotFound:  # she may not sign in any more
        return None


def sign_off(request: HttpRequest) -> None:
    """Forget the second signature."""
    request.session.pop(_KEY, None)
