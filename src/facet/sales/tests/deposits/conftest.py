"""Two tills at once, as in reliability."""

from facet.sales.tests.reliability.conftest import together

__all__ = ["together"]
