from django.apps import AppConfig

from facet.kernel import registry
from facet.kernel.errors import gettext_noop


class LoyaltyConfig(AppConfig):
    name = "facet.loyalty"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the house what loyalty has."""
        from facet.kernel.privacy import offer_tables  # noqa: PLC0415 -- models are ready only now
        from facet.loyalty import selectors, services, tasks  # noqa: PLC0415 -- models are ready only now
        from facet.loyalty.permissions import LABELS, LoyaltyPermission  # noqa: PLC0415 -- as above
        from facet.loyalty.rules.adjusting import APPROVAL_KIND  # noqa: PLC0415 -- as above
        from facet.loyalty.rules.publishing import APPROVAL_KIND as RULES_KIND  # noqa: PLC0415 -- as above
        from facet.loyalty.rules.publishing import MINUTES  # noqa: PLC0415 -- as above
        from facet.loyalty.selectors.subject_tables import TABLES  # noqa: PLC0415 -- as above
        from facet.loyalty.services import merging  # noqa: PLC0415 -- as above
        from facet.loyalty.services.first_day import SHEETS  # noqa: PLC0415 -- as above
        from facet.loyalty.web.head import gift_waiting, points_ending, points_head  # noqa: PLC0415 -- as above
        from facet.loyalty.web.lists import ENTRIES  # noqa: PLC0415 -- as above
        from facet.loyalty.web.offering import offer_spending  # noqa: PLC0415 -- as above
        from facet.loyalty.web.panels import MONTH_FIGURE, POINTS_TAB, explain_grade, wish_to_adjust  # noqa: PLC0415 -- as above
        from facet.loyalty.web.rewarding import offer_rewards  # noqa: PLC0415 -- as above
        from facet.organisation.rules.approvals import ApprovalKind  # noqa: PLC0415 -- as above

        offer_tables(TABLES)
        for sheet in SHEETS:
            registry.offer("opening.sheet", sheet.key, sheet)
        for order, (code, label) in enumerate(LABELS.items()):
            registry.offer("permission", code.value, registry.PermissionOffer(code.value, label, order=400 + order))
        by_hand = ApprovalKind(
            APPROVAL_KIND, gettext_noop("Points by hand above the limit"), unit="points", wish=wish_to_adjust
        )
        registry.offer("approval.kind", APPROVAL_KIND, by_hand)
        second_person = ApprovalKind(
            RULES_KIND, gettext_noop("New points rules"), unit="none", minutes=MINUTES,
            permission=LoyaltyPermission.APPROVE_PROGRAMME.value,
        )  # fmt: skip
        registry.offer("approval.kind", RULES_KIND, second_person)
        registry.offer("list", ENTRIES.key, ENTRIES)
        registry.offer("member.tab", POINTS_TAB.key, POINTS_TAB)
        registry.offer("member.grade", "loyalty", explain_grade)
        registry.offer("member.head", "loyalty", points_head)
        registry.offer("member.next_step", "loyalty", points_ending)
        registry.offer("member.next_step", "loyalty.gift", gift_waiting)
        registry.offer("home.figure", MONTH_FIGURE.key, MONTH_FIGURE)
        books = registry.Check("loyalty.points", gettext_noop("Points books"), selectors.points_books)
        registry.offer("books", books.key, books)
        offer_spending()
        offer_rewards()
        for part in merging.PARTS:
            registry.offer("member.merge", part.key, part)
        registry.offer("house.begin", "loyalty.programme", services.begin_without_rules)
        tasks.offer_jobs()
