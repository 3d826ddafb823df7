"""What a code may look like: short, without blanks, safe in addresses and on labels. Pure."""

import re

from facet.kernel.errors import Invalid, gettext_noop

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,31}")


def check_code(code: str, *, field: str = "code") -> str:
    """The code as it is, if it may be one. Raises: Invalid."""
    if not CODE.fullmatch(code):
        raise Invalid(field=field, reason=gettext_noop("use 1 to 32 letters, digits, dots or dashes"))
    return code
