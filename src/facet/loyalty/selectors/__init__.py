"""What can be asked of loyalty."""

from facet.loyalty.selectors.preview import Preview, preview_points, simulate
from facet.loyalty.selectors.programme import programme_on

__all__ = ["Preview", "preview_points", "programme_on", "simulate"]
