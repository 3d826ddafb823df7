from django.apps import AppConfig

from facet.kernel import registry
from facet.organisation.permissions import LABELS


class OrganisationConfig(AppConfig):
    name = "facet.organisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Lists and panels need the tables, which are there only now.
        from facet.organisation.selectors.views import VIEWS  # noqa: PLC0415 -- see above
        from facet.organisation.web import lists, lists_people, panels_home, todo  # noqa: PLC0415 -- see above

        for number, (code, label) in enumerate(LABELS.items()):
            registry.offer("permission", str(code), registry.PermissionOffer(str(code), label, order=number))
        for definition in (*lists.ALL, *lists_people.ALL):
            registry.offer("list", definition.key, definition)
        registry.offer("home.todo", todo.PANEL.key, todo.PANEL)
        registry.offer("list.views", "organisation", VIEWS)
        for panel in panels_home.FIGURES:
            registry.offer("home.figure", panel.key, panel)
        registry.offer("home.alert", panels_home.ALERT.key, panels_home.ALERT)
        registry.offer("ribbon.state", panels_home.WAITING.key, panels_home.WAITING)
