"""What the house's import screens need to know of a members' file."""

from collections.abc import Sequence
from datetime import datetime

from facet.kernel.errors import gettext_noop
from facet.kernel.importing import Checked, ImportColumn, Importer, ImportRow
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.members import selectors, services
from facet.members.permissions import MembersPermission
from facet.members.rules.import_rows import COLUMNS, field_columns
from facet.members.selectors.import_states import states_before
from facet.members.selectors.importing import plan_import
from facet.members.services.undoing import undo_import


def check(actor: Actor, rows: Sequence[ImportRow], at: datetime) -> Checked:
    """What taking in `rows` would do."""
    plan = plan_import(actor, rows, at=at)
    return Checked(len(plan.new), len(plan.changes), plan.unchanged, plan.errors, plan.states)


def apply(actor: Actor, operation: OperationKey, rows: Sequence[ImportRow], at: datetime) -> Checked:
    """Take them in."""
    return services.import_members(actor=actor, operation=operation, rows=rows, at=at)


def own_columns() -> list[ImportColumn]:
    """The chain's own fields, each a column under its label. Queries: 1."""
    return field_columns(selectors.kept_fields())


IMPORTER = Importer(
    key="members",
    title=gettext_noop("Members"),
    permission=MembersPermission.IMPORT_MEMBERS,
    columns=COLUMNS,
    check=check,
    apply=apply,
    purpose=gettext_noop(
        "New members, or corrections of what is on file. A member number, or phone and name together, say who is meant."
    ),
    unique=("number",),
    before=states_before,
    undo=undo_import,
    order=30,
    growing=own_columns,
)
