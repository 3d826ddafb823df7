"""Tokens: the keys of programs."""

from datetime import datetime, timedelta

from facet.audit import services as audit_services
from facet.kernel.errors import Invalid, NotFound, NotPermitted, gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.organisation.models import ApiToken, Staff
from facet.organisation.permissions import OrganisationPermission
from facet.organisation.rules import tokens

LONGEST_DAYS = 366


@unit_of_work
def issue_token(*, actor: Actor, username: str, label: str, days: int, at: datetime) -> str:
    """A new token that acts as `username` for `days`. It is given back once and kept nowhere.

    One may make tokens for oneself, and for others with the right to manage staff.
    Raises: NotFound, NotPermitted, Invalid.
    """
    staff = Staff.objects.filter(username=username, is_active=True).first()
    if staff is None:
        raise NotFound(key=username)
    if actor.staff_id != staff.pk and not actor.may(OrganisationPermission.MANAGE_STAFF, store_id=staff.store_id):
        raise NotPermitted(permission=str(OrganisationPermission.MANAGE_STAFF))
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid(field="days", reason=gettext_noop("from 1 to 366 days"))
    token = tokens.new_token()
    row = ApiToken.objects.create(
        digest=tokens.digest(token), staff=staff, label=label, created_at=at, expires_at=at + timedelta(days=days)
    )
    audit_services.record(
        actor,
        "organisation.token_issued",
        at=at,
        subject=("organisation.apitoken", row.pk, staff.code),
        days=days,
        token=label,
    )
    return token


@unit_of_work
def revoke_token(*, actor: Actor, token_id: int, at: datetime) -> None:
    """End a token now. Raises: NotFound, NotPermitted."""
    row = ApiToken.objects.select_for_update(of=("self",)).select_related("staff").filter(pk=token_id).first()
    if row is None:
        raise NotFound(key=str(token_id))
    if actor.staff_id != row.staff_id and not actor.may(
        OrganisationPermission.MANAGE_STAFF, store_id=row.staff.store_id
    ):
        raise NotFound(key=str(token_id))
    if row.revoked_at is None:
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        audit_services.record(
            actor,
            "organisation.token_revoked",
            at=at,
            subject=("organisation.apitoken", row.pk, row.staff.code),
            token=row.label,
        )


@unit_of_work
def note_token_use(*, token_id: int, at: datetime) -> None:
    """Remember the day on which a token was last used, so that forgotten ones can be found."""
    ApiToken.objects.filter(pk=token_id).update(last_used_on=at.date())
