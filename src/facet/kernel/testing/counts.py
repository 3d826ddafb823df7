"""How often a law is tried: seldom while one works, at its full count in `make proof`."""

from hypothesis import settings


def tries(usual: int, *, proof: int) -> int:
    """`usual`, or `proof` under `make proof`. The root conftest has chosen the profile by then."""
    return proof if settings.get_current_profile_name() == "proof" else usual
