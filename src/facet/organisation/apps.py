from django.apps import AppConfig

from facet.kernel import registry
from facet.organisation.permissions import LABELS


class OrganisationConfig(AppConfig):
    name = "facet.organisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for number, (code, label) in enumerate(LABELS.items()):
            registry.offer("permission", str(code), registry.PermissionOffer(str(code), label, order=number))
