"""Why somebody may or may not do something, in facts that a sentence can be made of. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from facet.kernel.permissions import Reach, Scope
from facet.organisation.rules.reach import Holding, StoreFacts, reach, together


@dataclass(frozen=True, slots=True)
class Ground:
    """What one role at one place gives for the right in question. `scope` "" when it gives nothing."""

    assignment_id: int
    role_code: str
    scope: str
    covers: bool
    on_loan: bool = False  # held at the store that borrows the person


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


@dataclass(frozen=True, slots=True)
class Held:
    """What one person's roles give, as selectors.actors.rights_of reads it."""

    holdings: Sequence[Holding]
    grants: Sequence[tuple[int, str, Scope]]  # role, permission, scope
    stores: Sequence[StoreFacts]
    may_sign_in: bool = True


def judge(held: Held, *, permission: str, store_id: int | None) -> Verdict:
    """Whether these roles give `permission` for `store_id` (None: anywhere), and on what grounds."""
    reaches: list[Reach] = []
    grounds: list[Ground] = []
    for holding in held.holdings:
        scopes = [scope for role_id, code, scope in held.grants if role_id == holding.role_id and code == permission]
        if not scopes:
            grounds.append(Ground(holding.assignment_id, holding.role_code, "", covers=False, on_loan=holding.on_loan))
        for scope in scopes:
            each = reach(holding, scope, stores=held.stores)
            reaches.append(each)
            grounds.append(
                Ground(
                    holding.assignment_id,
                    holding.role_code,
                    scope.value,
                    covers=_covers(each, store_id),
                    on_loan=holding.on_loan,
                )  # fmt: skip
            )
    joined = together(reaches)
    may = held.may_sign_in and _covers(joined, store_id)
    return Verdict(may, _reason(held, may=may, own=joined.own, in_roles=bool(reaches)), tuple(grounds))


def _reason(held: Held, *, may: bool, own: bool, in_roles: bool) -> str:
    if not held.may_sign_in:
        return "left"
    if may:
        return "yes_own" if own else "yes"
    if not held.holdings:
        return "no_role"
    if not in_roles:
        return "not_in_roles"
    return "franchisee" if any(holding.franchisee_id for holding in held.holdings) else "elsewhere"


def _covers(each: Reach, store_id: int | None) -> bool:
    if each.store_ids is None:
        return True
    return each.covers(store_id) if store_id is not None else bool(each.store_ids)
