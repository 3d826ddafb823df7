"""What a bearer token looks like. Pure."""

import hashlib
import secrets

PREFIX = "facet_"


def new_token() -> str:
    """A new token of 256 random bits; the prefix lets scanners of source code find a leaked one."""
    return PREFIX + secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of `token`: sha256 is enough for 256 random bits, a slow hash would add nothing."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
