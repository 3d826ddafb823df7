"""A caller of the API and a person at the screen, with exactly the rights a test names."""

from facet.loyalty.tests.conftest import call, see

__all__ = ["call", "see"]
