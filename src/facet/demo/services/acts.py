"""Each portion of the demonstration is one act of the house: done once, with its effects, or not at all."""

from datetime import datetime

from facet.demo import selectors
from facet.kernel import operations
from facet.kernel.operations import Act, OperationKey
from facet.kernel.permissions import house
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation.models import Staff

HOUSE = house("demo", via="command")


@joins_unit_of_work
def portion(name: str, *, at: datetime) -> Act:
    """Claim the portion `name`; `done` when an earlier run has written it. Queries: 1 or 2."""
    return operations.begin(OperationKey.of_job("demo", name), kind="demo.portion", actor=HOUSE, at=at)


@unit_of_work
def begin(*, wanted: dict[str, object], at: datetime) -> dict[str, object] | None:
    """The parameters of this house's demonstration: those of the first run, or None where people work already."""
    act = portion("begin", at=at)
    if act.done:
        return act.result
    if Staff.objects.exists():
        act.finish(refused=True)
        return None
    act.finish(**wanted)
    return wanted


@unit_of_work
def finish(*, at: datetime) -> None:
    """Say that the demonstration is complete."""
    act = portion("complete", at=at)
    if not act.done:
        act.finish(complete=True)


@unit_of_work
def is_complete() -> bool:
    """Whether an earlier run has come to its end."""
    return selectors.is_done("complete")
