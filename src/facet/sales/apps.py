from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "facet.sales"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the house what sales has."""
        from facet.kernel import registry  # noqa: PLC0415 -- models are ready only now
        from facet.sales.api.approval_kinds import APPROVAL_KINDS  # noqa: PLC0415 -- as above
        from facet.sales.web.job_offers import offer_jobs  # noqa: PLC0415 -- models are ready only now
        from facet.sales.web.offers_home import offer_home  # noqa: PLC0415 -- models are ready only now
        from facet.sales.web.offers_house import offer_to_house  # noqa: PLC0415 -- as above
        from facet.sales.web.offers_members import offer_about_members  # noqa: PLC0415 -- as above
        from facet.sales.web.offers_papers import offer_papers  # noqa: PLC0415 -- as above
        from facet.sales.web.order_offers import offer_orders  # noqa: PLC0415 -- as above
        from facet.sales.web.pending_offers import offer_pending  # noqa: PLC0415 -- as above
        from facet.sales.web.quotation_offers import offer_quotations  # noqa: PLC0415 -- as above

        offer_to_house()
        for kind in APPROVAL_KINDS:
            registry.offer("approval.kind", kind.key, kind)
        offer_papers()
        offer_pending()
        offer_about_members()
        offer_orders()
        offer_jobs()
        offer_quotations()
        offer_home()
