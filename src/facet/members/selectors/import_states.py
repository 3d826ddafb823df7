"""What files say before an import changes them."""

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from facet.kernel.importing import ImportRow
from facet.kernel.permissions import Actor
from facet.members.models import Member
from facet.members.rules.columns import person_of
from facet.members.selectors.field import values_of
from facet.members.selectors.importing import plan_import


def states_before(actor: Actor, rows: Sequence[ImportRow], at: datetime) -> list[dict[str, Any]]:
    """The files that the rows would change, as they are now; kept sealed. Queries: those of the plan, and 2."""
    changes = plan_import(actor, rows, at=at).changes
    members = Member.objects.in_bulk([change.member_id for change in changes])
    said = values_of([change.member_id for change in changes if change.fields])
    return [
        {
            "id": change.member_id,
            "version": members[change.member_id].version,
            "person": dataclasses.asdict(person_of(members[change.member_id])),
            "fields": {code: said.get(change.member_id, {}).get(code, "") for code in change.fields},
        }
        for change in changes
    ]
