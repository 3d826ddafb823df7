"""The jobs of inventory; thin."""

from django.conf import settings

from facet.inventory import services
from facet.inventory.flows import metal
from facet.kernel import clock
from facet.kernel.permissions import house


def watch_minimums() -> None:
    """Every quarter of an hour: compare minimums with the stock, and tell the stores."""
    at = clock.now()
    on = clock.local_date(at, settings.TIME_ZONE)
    services.watch_minimums(actor=house("inventory.watch_minimums"), at=at, on=on)


def apply_due_repricings() -> None:
    """Every five minutes: write the tag prices whose hour has come."""
    services.apply_due_repricings(actor=house("inventory.apply_due_repricings"), at=clock.now())


def write_allowed_batches() -> None:
    """Every five minutes: withdraw and retag what a second person allowed."""
    services.write_allowed_batches(actor=house("inventory.write_allowed_batches"), at=clock.now())


def call_for_counts() -> None:
    """Every morning: put the counts that are due before those who count."""
    at = clock.now()
    services.call_for_counts(
        actor=house("inventory.call_for_counts"), on=clock.local_date(at, settings.TIME_ZONE), at=at
    )


def derive_metal() -> None:
    """Every ten minutes: let the ledger of metal follow the goods."""
    metal.derive_open_days(actor=house("inventory.derive_metal"), at=clock.now())


def close_metal() -> None:
    """Every night: close the day of metal, and name the stores whose goods and book differ."""
    metal.close_open_days(actor=house("inventory.close_metal"), at=clock.now())
