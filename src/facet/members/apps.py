from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "facet.members"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the house what members has."""
        from facet.kernel import registry  # noqa: PLC0415 -- offers need the loaded models, here and below
        from facet.members.flows.importer import IMPORTER  # noqa: PLC0415 -- as above
        from facet.members.permissions import LABELS  # noqa: PLC0415 -- as above
        from facet.members.selectors.books import BOOKS  # noqa: PLC0415 -- as above
        from facet.members.web import lists, panels  # noqa: PLC0415 -- as above

        for order, (code, label) in enumerate(LABELS.items()):
            registry.offer("permission", code.value, registry.PermissionOffer(code.value, label, order=300 + order))
        for definition in (lists.MEMBERS, lists.ARCHIVED):
            registry.offer("list", definition.key, definition)
        for panel in panels.TABS:
            registry.offer("member.tab", panel.key, panel)
        registry.offer("home.todo", panels.BIRTHDAYS.key, panels.BIRTHDAYS)
        registry.offer("importer", IMPORTER.key, IMPORTER)
        registry.offer("books", BOOKS.key, BOOKS)
