"""How often a law is tried, or how much of it: little while one works, all of it in `make proof`."""

from typing import TypeVar

from hypothesis import settings

T = TypeVar("T")


def tries(usual: T, *, proof: T) -> T:
    """`usual`, or `proof` under `make proof`. The root conftest has chosen the profile by then."""
    return proof if settings.get_current_profile_name() == "proof" else usual
