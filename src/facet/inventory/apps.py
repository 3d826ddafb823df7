from django.apps import AppConfig

from facet.inventory.permissions import LABELS
from facet.inventory.rules.books_settings import BOOKS_SETTINGS
from facet.inventory.rules.tag_labels import TAG_SIZE
from facet.kernel import registry


class InventoryConfig(AppConfig):
    name = "facet.inventory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from facet.inventory import tasks  # noqa: PLC0415 -- models are loaded after this module
        from facet.inventory.flows import tell_first  # noqa: PLC0415 -- models are loaded after this module
        from facet.inventory.flows.importer import IMPORTER  # noqa: PLC0415 -- models are loaded after this module
        from facet.inventory.selectors import books  # noqa: PLC0415 -- the same
        from facet.inventory.selectors.category_use import count_in_category  # noqa: PLC0415 -- the same
        from facet.inventory.selectors.subject_tables import TABLES  # noqa: PLC0415 -- as above
        from facet.inventory.services.first_day import SHEET  # noqa: PLC0415 -- as above
        from facet.inventory.web import lists, panels_home, proposals, ribbon, transfer_lists  # noqa: PLC0415 -- the same
        from facet.inventory.web import same_style as style_screen  # noqa: PLC0415 -- the same
        from facet.inventory.web.batch_lists import BATCH_KIND, BATCHES  # noqa: PLC0415 -- as above
        from facet.inventory.web.count_lists import COUNTS, STOCKTAKE_KIND  # noqa: PLC0415 -- as above
        from facet.inventory.web.repricing_lists import REPRICE_KIND, REPRICINGS  # noqa: PLC0415 -- as above
        from facet.inventory.web.works_lists import OUTSIDE, SETS, WORKS  # noqa: PLC0415 -- as above
        from facet.kernel.privacy import offer_tables  # noqa: PLC0415 -- models are ready only now

        offer_tables(TABLES)
        registry.offer("list", COUNTS.key, COUNTS)
        for definition in (REPRICINGS, BATCHES, WORKS, OUTSIDE, SETS):
            registry.offer("list", definition.key, definition)
        for order, (code, label) in enumerate(LABELS.items()):
            registry.offer("permission", str(code), registry.PermissionOffer(str(code), label, order))
        for definition in (lists.PIECES, lists.LOTS, lists.MOVEMENTS, transfer_lists.TRANSFERS, transfer_lists.ROAD):
            registry.offer("list", definition.key, definition)
        for check in books.CHECKS:
            registry.offer("books", check.key, check)
        registry.offer("importer", IMPORTER.key, IMPORTER)
        registry.offer("opening.sheet", SHEET.key, SHEET)
        for kind in (REPRICE_KIND, STOCKTAKE_KIND, BATCH_KIND):
            registry.offer("approval.kind", kind.key, kind)
        for every, job in (
            ("*/5 * * * *", tasks.apply_due_repricings), ("*/5 * * * *", tasks.write_allowed_batches),
            ("30 5 * * *", tasks.call_for_counts), ("*/15 * * * *", tasks.watch_minimums),
            ("*/10 * * * *", tasks.derive_metal), ("20 4 * * *", tasks.close_metal),
        ):  # fmt: skip
            due = registry.Schedule(f"inventory.{job.__name__}", every, job)
            registry.offer("schedule", due.key, due)
        for setting in (*BOOKS_SETTINGS, TAG_SIZE):
            registry.offer("setting", setting.key, setting)
        registry.offer("category.use", "inventory", count_in_category)
        for panel in panels_home.FIGURES:
            registry.offer("home.figure", panel.key, panel)
        registry.offer("home.alert", panels_home.ALERTS.key, panels_home.ALERTS)
        registry.offer("home.todo", panels_home.TODO.key, panels_home.TODO)
        registry.offer("member.tab", proposals.TAB.key, proposals.TAB)
        registry.offer("piece.tab", style_screen.TAB.key, style_screen.TAB)
        registry.offer("member.next_step", "inventory", proposals.next_step)
        heard = registry.Consumer("inventory.tell_first", ("inventory.pieces_received",), tell_first.hear)
        registry.offer("consumer", heard.key, heard)
        registry.offer("ribbon.context", "piece", ribbon.PIECE_TOOLS)
