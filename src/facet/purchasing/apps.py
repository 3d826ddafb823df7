from django.apps import AppConfig

from facet.kernel import registry


class PurchasingConfig(AppConfig):
    name = "facet.purchasing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the house what purchasing has."""
        from facet.kernel.errors import gettext_noop  # noqa: PLC0415 -- models are ready only now
        from facet.organisation.rules.approvals import ApprovalKind  # noqa: PLC0415 -- as above
        from facet.purchasing.flows.deliveries import DELIVERIES  # noqa: PLC0415 -- as above
        from facet.purchasing.permissions import LABELS, PurchasingPermission  # noqa: PLC0415 -- as above
        from facet.purchasing.rules import orders  # noqa: PLC0415 -- as above
        from facet.purchasing.web import lists, money_lists  # noqa: PLC0415 -- as above
        from facet.purchasing.web.plan_lists import PLANS  # noqa: PLC0415 -- as above
        from facet.purchasing.web.ribbon import PURCHASE_TOOLS  # noqa: PLC0415 -- as above

        for order, (code, label) in enumerate(LABELS.items()):
            registry.offer("permission", code.value, registry.PermissionOffer(code.value, label, order=600 + order))
        above = ApprovalKind(
            orders.APPROVAL_KIND, gettext_noop("Purchase order above the limit"), minutes=orders.APPROVAL_MINUTES,
            permission=PurchasingPermission.APPROVE_ORDERS.value,
        )  # fmt: skip
        registry.offer("approval.kind", above.key, above)
        registry.offer("importer", DELIVERIES.key, DELIVERIES)
        registry.offer("list", PLANS.key, PLANS)
        for definition in (
            lists.SUPPLIERS, lists.ORDERS, lists.TO_RECEIVE, lists.RETURNS, money_lists.FIXINGS, money_lists.BILLS,
            money_lists.CONSIGNED, money_lists.SETTLEMENTS, money_lists.MEMOS,
        ):  # fmt: skip
            registry.offer("list", definition.key, definition)
        registry.offer("ribbon.context", "purchase", PURCHASE_TOOLS)
