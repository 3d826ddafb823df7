"""What the house's import screens need to know of a sheet of deliveries."""

from collections.abc import Sequence
from datetime import datetime

from facet.kernel.errors import gettext_noop
from facet.kernel.importing import Checked, Importer, ImportRow
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.purchasing import services
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.delivery_columns import COLUMNS
from facet.purchasing.selectors.delivering import plan_deliveries


def check(actor: Actor, rows: Sequence[ImportRow], at: datetime) -> Checked:
    """What taking in `rows` would do."""
    plan = plan_deliveries(actor, rows, at=at)
    return Checked(plan.new, 0, plan.unchanged, plan.errors, plan.states)


def apply(actor: Actor, operation: OperationKey, rows: Sequence[ImportRow], at: datetime) -> Checked:
    """Take them in."""
    return services.import_deliveries(actor=actor, operation=operation, rows=rows, at=at)


DELIVERIES = Importer(
    key="deliveries",
    title=gettext_noop("Deliveries of suppliers"),
    permission=PurchasingPermission.RECEIVE_ORDERS,
    columns=COLUMNS,
    check=check,
    apply=apply,
    purpose=gettext_noop(
        "What came against purchase orders: weighed, checked, with stones and certificates; bulk goods by count and"
        " grams. A row that a delivery note brought before stays."
    ),
    row_limit=5_000,
    order=25,
)
