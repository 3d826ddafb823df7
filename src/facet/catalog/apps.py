from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "facet.catalog"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from facet.catalog.permissions import LABELS
        from facet.kernel.registry import PermissionOffer, offer

        for order, (code, label) in enumerate(LABELS.items()):
            offer("permission", code, PermissionOffer(code, label, order))
