from django.apps import AppConfig

from facet.catalog.permissions import LABELS
from facet.kernel import registry


class CatalogConfig(AppConfig):
    name = "facet.catalog"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for number, (code, label) in enumerate(LABELS.items()):
            registry.offer("permission", str(code), registry.PermissionOffer(str(code), label, order=number))
