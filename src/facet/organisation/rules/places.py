"""What codes look like, what fits together, and what changed. Pure."""

import re
from collections.abc import Mapping
from typing import Any

from facet.kernel.errors import Invalid, gettext_noop

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,15}")
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


def checked_code(code: str, *, field: str = "code") -> str:
    """`code` when it can stand on slips and in addresses: 1 to 16 letters, digits, - or _. Raises: Invalid."""
    if not _CODE.fullmatch(code):
        raise Invalid(field=field, reason=gettext_noop("1 to 16 letters or digits, also - and _"))
    return code


def checked_username(name: str) -> str:
    """`name` in lower case when it can be typed on any keyboard. Raises: Invalid."""
    name = name.strip().lower()
    if not _USERNAME.fullmatch(name):
        raise Invalid(field="username", reason=gettext_noop("2 to 40 small letters or digits, also . - and _"))
    return name


def kinds_fit(store_kind: str, entity_kind: str) -> bool:
    """A franchise store belongs to a franchisee's company, every other kind to one of ours."""
    return (store_kind == "franchise") == (entity_kind == "franchisee")


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What differs, as (was, became), in values that JSON can hold; rows stand by their code."""
    names = [name for name in after if name not in before or before[name] != after[name]]
    return (
        {name: _plain(before[name]) for name in names if name in before},
        {name: _plain(after[name]) for name in names},
    )


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(getattr(value, "code", value))
