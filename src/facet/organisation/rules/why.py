"""Why somebody may or may not do something, in facts that a sentence can be made of. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from facet.kernel.permissions import Reach, Scope
from facet.organisation.rules.reach import Holding, StoreFacts, reach, together


@dataclass(frozen=True, slots=True)
class Ground:
    """What one role at one place gives for the right in question. `scope` "" when it gives nothing."""

    role_code: str
    place: str  # store, area or entity by kind
    scope: str
    covers: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer and its grounds.

    `reason`: yes, yes_own (own records only), no_role, not_in_roles, elsewhere (held, but not
    for this store), franchisee (held, but a franchisee's people see his stores only),
    left (the person may not sign in).
    """

    may: bool
    reason: str
    grounds: tuple[Ground, ...]


def judge(
    *,
    holdings: Sequence[Holding],
    grants: Sequence[tuple[int, str, Scope]],
    stores: Sequence[StoreFacts],
    permission: str,
    store_id: int | None,
    may_sign_in: bool = True,
) -> Verdict:
    """Whether these roles give `permission` for `store_id` (None: anywhere), and on what grounds."""
    grounds: list[Ground] = []
    reaches: list[Reach] = []
    for holding in holdings:
        scopes = [scope for role_id, code, scope in grants if role_id == holding.role_id and code == permission]
        if not scopes:
            grounds.append(Ground(holding.role_code, holding.held_at, "", covers=False))
        for scope in scopes:
            each = reach(holding, scope, stores)
            reaches.append(each)
            grounds.append(Ground(holding.role_code, holding.held_at, scope.value, covers=_covers(each, store_id)))
    joined = together(reaches)
    may = may_sign_in and _covers(joined, store_id)
    if not may_sign_in:
        reason = "left"
    elif may:
        reason = "yes_own" if joined.own else "yes"
    elif not holdings:
        reason = "no_role"
    elif not reaches:
        reason = "not_in_roles"
    else:
        reason = "franchisee" if any(holding.franchisee_id for holding in holdings) else "elsewhere"
    return Verdict(may, reason, tuple(grounds))


def _covers(each: Reach, store_id: int | None) -> bool:
    if each.store_ids is None:
        return True
    return each.covers(store_id) if store_id is not None else bool(each.store_ids)
