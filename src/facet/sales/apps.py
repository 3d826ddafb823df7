from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "facet.sales"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What sales offers to the house."""
        from facet.kernel import registry  # noqa: PLC0415 -- models are ready only now
        from facet.sales.permissions import LABELS  # noqa: PLC0415 -- models are ready only now

        for order, (code, label) in enumerate(LABELS.items()):
            registry.offer("permission", code, registry.PermissionOffer(code, label, order))
