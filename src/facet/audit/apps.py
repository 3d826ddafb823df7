from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "facet.audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from facet.audit.permissions import LABELS  # noqa: PLC0415 -- offered when the house starts
        from facet.kernel import registry  # noqa: PLC0415

        for order, (code, label) in enumerate(LABELS.items()):
            registry.offer("permission", code, registry.PermissionOffer(code, label, order))
