from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "facet.sales"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the house what sales has."""
        from facet.kernel import registry  # noqa: PLC0415 -- models are ready only now
        from facet.kernel.privacy import offer_tables  # noqa: PLC0415 -- models are ready only now
        from facet.sales.api.approval_kinds import APPROVAL_KINDS  # noqa: PLC0415 -- as above
        from facet.sales.permissions import LABELS  # noqa: PLC0415 -- as above
        from facet.sales.rules.old_gold_settings import OLD_GOLD_SETTINGS  # noqa: PLC0415 -- as above
        from facet.sales.rules.return_settings import RETURN_SETTINGS  # noqa: PLC0415 -- as above
        from facet.sales.rules.terminal_settings import TERMINAL  # noqa: PLC0415 -- as above
        from facet.sales.rules.working_days import HOLIDAYS  # noqa: PLC0415 -- as above
        from facet.sales.selectors.books import CHECKS  # noqa: PLC0415 -- as above
        from facet.sales.selectors.high_end import HIGH_END  # noqa: PLC0415 -- as above
        from facet.sales.selectors.margin_classes import OFFERS  # noqa: PLC0415 -- as above
        from facet.sales.selectors.material_books import MATERIAL_CHECKS  # noqa: PLC0415 -- as above
        from facet.sales.selectors.metal_source import old_gold_flows  # noqa: PLC0415 -- as above
        from facet.sales.selectors.owned import owned_by  # noqa: PLC0415 -- as above
        from facet.sales.selectors.receipt_words import SETTINGS  # noqa: PLC0415 -- as above
        from facet.sales.selectors.subject_tables import TABLES  # noqa: PLC0415 -- as above
        from facet.sales.services.first_day import SHEET  # noqa: PLC0415 -- as above
        from facet.sales.services.merging import PART as MERGE_PART  # noqa: PLC0415 -- as above
        from facet.sales.web.documents import find_ticket, ticket_names  # noqa: PLC0415 -- as above
        from facet.sales.web.job_offers import offer_jobs  # noqa: PLC0415 -- models are ready only now
        from facet.sales.web.home import FIGURES, TODAY  # noqa: PLC0415 -- as above
        from facet.sales.web.lists import SALES  # noqa: PLC0415 -- as above
        from facet.sales.web.material_lists import MATERIALS  # noqa: PLC0415 -- as above
        from facet.sales.web.offers_papers import offer_papers  # noqa: PLC0415 -- as above
        from facet.sales.web.order_offers import offer_orders  # noqa: PLC0415 -- as above
        from facet.sales.web.own_card import purchases_part  # noqa: PLC0415 -- as above
        from facet.sales.web.people_lists import PEOPLE_LISTS  # noqa: PLC0415 -- as above
        from facet.sales.web.pending_offers import offer_pending  # noqa: PLC0415 -- as above
        from facet.sales.web.purchases import PURCHASES  # noqa: PLC0415 -- as above
        from facet.sales.web.ribbon import STATE  # noqa: PLC0415 -- as above

        offer_tables(TABLES)
        for order, (code, label) in enumerate(LABELS.items()):
            registry.offer("permission", str(code), registry.PermissionOffer(str(code), label, order=500 + order))
        for kind in APPROVAL_KINDS:
            registry.offer("approval.kind", kind.key, kind)
        for setting in (*OLD_GOLD_SETTINGS, TERMINAL, HOLIDAYS, *RETURN_SETTINGS, *SETTINGS):
            registry.offer("setting", setting.key, setting)
        for definition in (SALES, MATERIALS, *PEOPLE_LISTS):
            registry.offer("list", definition.key, definition)
        for (slot, key), offered in OFFERS.items():
            registry.offer(slot, key, offered)
        registry.offer("opening.sheet", SHEET.key, SHEET)
        offer_papers()
        offer_pending()
        registry.offer("document", "sales.sale", ticket_names)
        registry.offer("ticket.find", "sales", find_ticket)
        registry.offer("metal.source", "sales.old_gold", old_gold_flows)
        registry.offer("card.page", "sales.purchases", purchases_part)
        registry.offer("member.merge", MERGE_PART.key, MERGE_PART)
        registry.offer("member.tab", PURCHASES.key, PURCHASES)
        offer_orders()
        offer_jobs()
        registry.offer("member.goods", "sales", owned_by)
        registry.offer("member.group", HIGH_END.key, HIGH_END)
        for panel in FIGURES:
            registry.offer("home.figure", panel.key, panel)
        registry.offer("home.today", TODAY.key, TODAY)
        registry.offer("ribbon.state", STATE.key, STATE)
        for check in (*CHECKS, *MATERIAL_CHECKS):
            registry.offer("books", check.key, check)
