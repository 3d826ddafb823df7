from django.apps import AppConfig

from facet.inventory.permissions import LABELS
from facet.kernel import registry


class InventoryConfig(AppConfig):
    name = "facet.inventory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from facet.inventory.flows.importer import IMPORTER  # noqa: PLC0415 -- models are loaded after this module
        from facet.inventory.selectors import books  # noqa: PLC0415 -- the same
        from facet.inventory.web import lists, ribbon  # noqa: PLC0415 -- the same

        for order, (code, label) in enumerate(LABELS.items()):
            registry.offer("permission", str(code), registry.PermissionOffer(str(code), label, order))
        for definition in (lists.PIECES, lists.LOTS, lists.MOVEMENTS):
            registry.offer("list", definition.key, definition)
        for check in books.CHECKS:
            registry.offer("books", check.key, check)
        registry.offer("importer", IMPORTER.key, IMPORTER)
        registry.offer("ribbon.context", "piece", ribbon.PIECE_TOOLS)
