from django.apps import AppConfig

from facet.kernel import registry
from facet.kernel.errors import gettext_noop


class PromotionsConfig(AppConfig):
    name = "facet.promotions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the house what promotions have."""
        from facet.kernel.privacy import offer_tables  # noqa: PLC0415 -- models are ready only now
        from facet.organisation.rules.approvals import ApprovalKind  # noqa: PLC0415 -- as above
        from facet.promotions.permissions import LABELS, PromotionsPermission  # noqa: PLC0415 -- as above
        from facet.promotions.rules.publishing import APPROVAL_KIND, MINUTES  # noqa: PLC0415 -- as above
        from facet.promotions.selectors.books import quota_books  # noqa: PLC0415 -- as above
        from facet.promotions.selectors.subject_tables import TABLES  # noqa: PLC0415 -- as above
        from facet.promotions.web.lists import PROMOTIONS  # noqa: PLC0415 -- as above

        offer_tables(TABLES)
        for order, (code, label) in enumerate(LABELS.items()):
            registry.offer("permission", code.value, registry.PermissionOffer(code.value, label, order=470 + order))
        second_person = ApprovalKind(
            APPROVAL_KIND, gettext_noop("New promotion"), unit="none", minutes=MINUTES,
            permission=PromotionsPermission.APPROVE_PROMOTIONS.value,
        )  # fmt: skip
        registry.offer("approval.kind", APPROVAL_KIND, second_person)
        registry.offer("list", PROMOTIONS.key, PROMOTIONS)
        books = registry.Check("promotions.quotas", gettext_noop("Budgets of promotions"), quota_books)
        registry.offer("books", books.key, books)
