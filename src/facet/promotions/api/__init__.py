"""The API of promotions: drafted, tried, published and stopped by programs, too."""

from facet.promotions.api.promotions import router

__all__ = ["router"]
