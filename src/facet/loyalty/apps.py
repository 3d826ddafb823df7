from django.apps import AppConfig

from facet.kernel import registry
from facet.kernel.errors import gettext_noop


class LoyaltyConfig(AppConfig):
    name = "facet.loyalty"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the house what loyalty has."""
        from facet.loyalty import selectors, tasks  # noqa: PLC0415 -- models are ready only now
        from facet.loyalty.permissions import LABELS  # noqa: PLC0415 -- as above
        from facet.loyalty.rules.adjusting import APPROVAL_KIND  # noqa: PLC0415 -- as above
        from facet.loyalty.web.lists import ENTRIES  # noqa: PLC0415 -- as above
        from facet.loyalty.web.panels import MONTH_FIGURE, POINTS_TAB, explain_grade, wish_to_adjust  # noqa: PLC0415 -- as above
        from facet.organisation.rules.approvals import ApprovalKind  # noqa: PLC0415 -- as above

        for order, (code, label) in enumerate(LABELS.items()):
            registry.offer("permission", code.value, registry.PermissionOffer(code.value, label, order=400 + order))
        by_hand = ApprovalKind(
            APPROVAL_KIND, gettext_noop("Points by hand above the limit"), unit="points", wish=wish_to_adjust
        )
        registry.offer("approval.kind", APPROVAL_KIND, by_hand)
        registry.offer("list", ENTRIES.key, ENTRIES)
        registry.offer("member.tab", POINTS_TAB.key, POINTS_TAB)
        registry.offer("member.grade", "loyalty", explain_grade)
        registry.offer("home.figure", MONTH_FIGURE.key, MONTH_FIGURE)
        books = registry.Check("loyalty.points", gettext_noop("Points books"), selectors.points_books)
        registry.offer("books", books.key, books)
        for key, cron, run in (
            ("loyalty.expire_points", "20 3 * * *", tasks.expire_points),
            ("loyalty.regrade", "40 3 * * *", tasks.regrade),
        ):
            registry.offer("schedule", key, registry.Schedule(key, cron, run))
