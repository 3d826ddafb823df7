"""Points that an open ticket holds. Pure."""

from uuid import UUID


def plan_of(basket_id: UUID) -> str:
    """The name under which loyalty holds points for an open ticket."""
    return f"sales.basket:{basket_id}"
