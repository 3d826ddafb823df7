"""Passwords: checked and hashed outside the transaction, stored inside it."""

import secrets
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from facet.kernel.errors import Invalid, NotPermitted, gettext_noop
from facet.kernel.permissions import Actor
from facet.organisation import selectors, services
from facet.organisation.errors import PasswordTooWeak, PasswordWrong
from facet.organisation.permissions import OrganisationPermission

SHORTEST, LONGEST = 8, 128  # characters, counted as people count them
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # no l, 1, o, 0, i: it is read from paper


def change_password(*, actor: Actor, present: str, new: str, at: datetime) -> None:
    """Give oneself a new password. All other sessions end.

    Raises: PasswordWrong, PasswordTooWeak, NotPermitted for programs.
    """
    if actor.staff_id is None:
        raise NotPermitted(permission="password")
    staff = selectors.staff_row(actor.staff_id)
    if not check_password(present, staff.password):
        raise PasswordWrong
    if present == new:
        raise PasswordTooWeak(reason=gettext_noop("The new password must differ from the present one."))
    services.store_password(
        actor=actor, staff_id=actor.staff_id, encoded=encoded(new, for_staff=staff), must_change=False, at=at
    )


def reset_password(*, actor: Actor, staff_id: int, at: datetime) -> str:
    """A new first password for a colleague, to be changed at the next sign-in. Given back once.

    Raises: NotFound, NotPermitted, HasLeft.
    """
    selectors.require_to_manage(actor, OrganisationPermission.MANAGE_STAFF, staff_id=staff_id)
    password = first_password()
    services.store_password(actor=actor, staff_id=staff_id, encoded=make_password(password), must_change=True, at=at)
    return password


def first_password() -> str:
    """Twelve letters in groups of four, easy to read aloud, about 59 bits."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def encoded(password: str, *, for_staff: Any = None) -> str:
    """`password` hashed, when it is good enough. Raises: PasswordTooWeak, Invalid."""
    if len(password) > LONGEST:
        raise Invalid(field="password", reason=gettext_noop("at most 128 characters"))
    try:
        validate_password(password, for_staff)
    except ValidationError as error:
        raise PasswordTooWeak(reason=" ".join(error.messages)) from error
    return make_password(password)
