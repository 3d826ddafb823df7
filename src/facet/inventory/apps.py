from django.apps import AppConfig

from facet.inventory.permissions import LABELS
from facet.kernel import registry


class InventoryConfig(AppConfig):
    name = "facet.inventory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for order, (code, label) in enumerate(LABELS.items()):
            registry.offer("permission", str(code), registry.PermissionOffer(str(code), label, order))
