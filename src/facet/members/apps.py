from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "facet.members"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the house what members has."""
        from facet.kernel import registry  # noqa: PLC0415 -- offers need the loaded models, here and below
        from facet.members import tasks  # noqa: PLC0415 -- as above
        from facet.members.flows.group import REGULARS  # noqa: PLC0415 -- as above
        from facet.members.flows.importer import IMPORTER  # noqa: PLC0415 -- as above
        from facet.members.permissions import LABELS  # noqa: PLC0415 -- as above
        from facet.members.rules.settings import LEAP_MONTH  # noqa: PLC0415 -- as above
        from facet.members.rules.silence import SILENCE_SETTINGS  # noqa: PLC0415 -- as above
        from facet.members.rules.trade import MARGIN_SETTINGS  # noqa: PLC0415 -- as above
        from facet.members.selectors.books import BOOKS  # noqa: PLC0415 -- as above
        from facet.members.selectors.open_matters import standing_matters  # noqa: PLC0415 -- as above
        from facet.members.web import contact_lists, lists, offers_cards, offers_privacy, panels, person_lists  # noqa: PLC0415 -- as above
        from facet.members.web.contact_panels import CONTACTS_TAB  # noqa: PLC0415 -- as above

        for order, (code, label) in enumerate(LABELS.items()):
            registry.offer("permission", code.value, registry.PermissionOffer(code.value, label, order=300 + order))
        for definition in (lists.MEMBERS, lists.ARCHIVED, person_lists.HOUSEHOLDS, person_lists.CONSENTS):
            registry.offer("list", definition.key, definition)
        for panel in panels.TABS:
            registry.offer("member.tab", panel.key, panel)
        registry.offer("home.todo", panels.BIRTHDAYS.key, panels.BIRTHDAYS)
        registry.offer("member.group", REGULARS.key, REGULARS)
        registry.offer("member.open_matter", "members.standing", standing_matters)
        registry.offer("setting", LEAP_MONTH.key, LEAP_MONTH)
        for key, cron, run in (
            ("members.compute_groups", "10 4 * * *", tasks.compute_groups),
            ("members.move_occasions", "5 0 * * *", tasks.move_occasions),
            ("members.find_silence", "30 4 * * *", tasks.find_silence),
            ("members.expire_cards", "10 3 * * *", tasks.expire_cards),
            ("members.forget_join_requests", "50 * * * *", tasks.forget_join_requests),
            ("members.open_to_all", "15 3 * * *", tasks.open_to_all),
            ("members.overdue_credit", "0 8 * * *", tasks.remind_of_overdue_credit),
        ):
            registry.offer("schedule", key, registry.Schedule(key, cron, run))
        for definition in (contact_lists.CONTACTS, contact_lists.SILENT):
            registry.offer("list", definition.key, definition)
        registry.offer("member.tab", CONTACTS_TAB.key, CONTACTS_TAB)
        for setting in (*SILENCE_SETTINGS, *MARGIN_SETTINGS):
            registry.offer("setting", setting.key, setting)
        registry.offer("importer", IMPORTER.key, IMPORTER)
        registry.offer("books", BOOKS.key, BOOKS)
        offers_cards.offer_cards_and_credit()
        offers_privacy.offer_privacy()
