"""Signing in: guard → hash → remember."""

from datetime import datetime

from django.contrib.auth import authenticate
from django.contrib.auth.base_user import AbstractBaseUser

from facet.organisation import services
from facet.organisation.errors import SignInRefused, SignInTooSoon
from facet.organisation.flows import guard

LONGEST = 128  # characters; more would only let a stranger make us hash


def sign_in(*, username: str, password: str, address: str, at: datetime) -> AbstractBaseUser:
    """The member of staff whose name and password these are.

    A wrong name and a wrong password look the same and take as long. Raises: SignInRefused,
    SignInTooSoon (which says how long).
    """
    username = username.strip().lower()
    guard.check(username=username, address=address, at=at)
    guard.count(username=username, address=address, at=at)
    staff = authenticate(None, username=username, password=password) if len(password) <= LONGEST else None
    if staff is None:
        services.note_refused_sign_in(username=username, address=address, at=at)
        seconds = guard.wait(username=username, address=address, at=at)
        raise SignInTooSoon(seconds=seconds) if seconds else SignInRefused
    guard.forgive(username=username, address=address, at=at)
    services.note_sign_in(staff_id=staff.pk, at=at)
    return staff
