"""Which till this browser is: a signed cookie that a manager's registration leaves."""

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "facet_till"
_SALT = "facet.organisation.till"
_YEARS = 2 * 365 * 24 * 3600


def till_id(request: HttpRequest) -> int | None:
    """The till that this browser was registered as, or None."""
    return (registered(request) or {}).get("id")


def registered(request: HttpRequest) -> dict[str, Any] | None:
    """What the registration says (`id`, `till`, `store`, `store_name`), or None when there is none or it was forged."""
    try:
        return signing.loads(request.COOKIES[COOKIE], salt=_SALT)
    except (KeyError, signing.BadSignature):
        return None


def register(request: HttpRequest, response: HttpResponse, facts: dict[str, Any]) -> None:
    """Make this browser the till in `facts`."""
    response.set_cookie(
        COOKIE,
        signing.dumps(facts, salt=_SALT),
        max_age=_YEARS,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def forget(response: HttpResponse) -> None:
    """This browser is no till any more."""
    response.delete_cookie(COOKIE)
