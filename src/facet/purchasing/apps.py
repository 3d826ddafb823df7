from django.apps import AppConfig

from facet.kernel import registry


class PurchasingConfig(AppConfig):
    name = "facet.purchasing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the house what purchasing has."""
        from facet.purchasing.permissions import LABELS  # noqa: PLC0415 -- models are ready only now

        for order, (code, label) in enumerate(LABELS.items()):
            registry.offer("permission", code.value, registry.PermissionOffer(code.value, label, order=600 + order))
