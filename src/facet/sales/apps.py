from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "facet.sales"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the house what sales has."""
        from facet.kernel import registry  # noqa: PLC0415 -- models are ready only now
        from facet.kernel.errors import gettext_noop  # noqa: PLC0415 -- as above
        from facet.organisation.rules.approvals import ApprovalKind  # noqa: PLC0415 -- as above
        from facet.sales.permissions import LABELS  # noqa: PLC0415 -- as above
        from facet.sales.selectors.books import CHECKS  # noqa: PLC0415 -- as above
        from facet.sales.services.discounts import APPROVAL_KIND  # noqa: PLC0415 -- as above
        from facet.sales.web.documents import ticket_names  # noqa: PLC0415 -- as above
        from facet.sales.web.home import FIGURES, TODAY  # noqa: PLC0415 -- as above
        from facet.sales.web.lists import SALES  # noqa: PLC0415 -- as above
        from facet.sales.web.purchases import PURCHASES  # noqa: PLC0415 -- as above

        for order, (code, label) in enumerate(LABELS.items()):
            registry.offer("permission", str(code), registry.PermissionOffer(str(code), label, order=500 + order))
        discount = ApprovalKind(APPROVAL_KIND, gettext_noop("Discount above the limit"), unit="yuan")
        registry.offer("approval.kind", APPROVAL_KIND, discount)
        registry.offer("list", SALES.key, SALES)
        registry.offer("document", "sales.sale", ticket_names)
        registry.offer("member.tab", PURCHASES.key, PURCHASES)
        for panel in FIGURES:
            registry.offer("home.figure", panel.key, panel)
        registry.offer("home.today", TODAY.key, TODAY)
        for check in CHECKS:
            registry.offer("books", check.key, check)
