from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "facet.members"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from facet.kernel import registry  # noqa: PLC0415 -- with the offers below, when models are loaded
        from facet.members.permissions import LABELS  # noqa: PLC0415 -- as above

        for order, (code, label) in enumerate(LABELS.items()):
            registry.offer("permission", code, registry.PermissionOffer(code, label, order=300 + order))
