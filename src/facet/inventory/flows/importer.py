"""What the house's import screens need to know of a file of pieces."""

from collections.abc import Sequence
from datetime import datetime

from facet.inventory import services
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.import_columns import COLUMNS
from facet.inventory.rules.tags import normal_tag
from facet.inventory.selectors.importing import plan_import
from facet.inventory.services.undoing import undo_import
from facet.kernel.errors import gettext_noop
from facet.kernel.importing import Checked, Importer, ImportRow
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor


def check(actor: Actor, rows: Sequence[ImportRow], at: datetime) -> Checked:
    """What taking in `rows` would do."""
    plan = plan_import(actor, rows, at=at)
    return Checked(plan.new, 0, plan.unchanged, plan.errors, plan.states)


def apply(actor: Actor, operation: OperationKey, rows: Sequence[ImportRow], at: datetime) -> Checked:
    """Take them in."""
    return services.import_pieces(actor=actor, operation=operation, rows=rows, at=at)


def tags_before(actor: Actor, rows: Sequence[ImportRow], at: datetime) -> list[str]:
    """The tags that the rows would bring: what taking the file back takes out. Queries: those of the plan."""
    plan = plan_import(actor, rows, at=at)
    return [normal_tag(piece.tag) for pieces in plan.boxes.values() for piece in pieces]


IMPORTER = Importer(
    key="pieces",
    title=gettext_noop("Pieces and loose stones"),
    permission=InventoryPermission.IMPORT_PIECES,
    columns=COLUMNS,
    check=check,
    apply=apply,
    purpose=gettext_noop(
        "New pieces with metals, stones, certificates and cost; loose stones too. A tag that is here stays."
    ),
    before=tags_before,
    undo=undo_import,
    order=20,
)
