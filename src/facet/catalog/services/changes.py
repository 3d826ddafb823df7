"""Writing what differs, and telling the audit record what it was before."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from facet.kernel.transactions import joins_unit_of_work


@joins_unit_of_work
def apply_changes(row: models.Model, values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Store `values` on `row` and give what changed as {"before": …, "after": …}; {} if nothing did.

    Queries: 1, or 0 without a difference.
    """
    before = {name: _plain(getattr(row, name)) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    after = {name: _plain(getattr(row, name)) for name in values}
    changed = [name for name in values if before[name] != after[name]]
    if not changed:
        return {}
    row.save(update_fields=changed)
    return {"before": {name: before[name] for name in changed}, "after": {name: after[name] for name in changed}}


def _plain(value: Any) -> Any:
    """A value as the audit record keeps it."""
    return value if value is None or isinstance(value, int | str) else str(value)
