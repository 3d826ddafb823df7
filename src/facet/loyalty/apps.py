from django.apps import AppConfig

from facet.kernel import registry
from facet.loyalty.permissions import LABELS


class LoyaltyConfig(AppConfig):
    name = "facet.loyalty"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the house what loyalty has."""
        for order, (code, label) in enumerate(LABELS.items()):
            registry.offer("permission", code.value, registry.PermissionOffer(code.value, label, order=400 + order))
