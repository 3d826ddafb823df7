"""Views of lists as one person may use them: the own ones, those of the roles held, those of the store."""

from typing import Any

from django.db.models import Q
from django.utils.translation import get_language

from facet.kernel.errors import NotFound
from facet.kernel.listing.views import Content, SavedView, ViewGroup, ViewRow
from facet.kernel.permissions import Actor
from facet.organisation.models import Role, Store
from facet.organisation.models import SavedView as Row
from facet.organisation.permissions import OrganisationPermission

_NEAREST = {"mine": 0, "store": 1, "role": 2}


def list_saved_views(actor: Actor, list_key: str) -> list[SavedView]:
    """All views of a list that `actor` may use: the one that opens first, then by name. Queries: 1."""
    if actor.staff_id is None:
        return []
    rows = Row.objects.filter(usable(actor), list_key=list_key).select_related("role", "store").order_by("name", "id")
    cards = [(row, _card(actor, row)) for row in rows]
    defaults = sorted((row for row, _ in cards if row.is_default), key=lambda row: (_NEAREST[row.share], row.pk))
    opens = defaults[0].pk if defaults else None
    return sorted(
        (card if card.id == opens else _not_default(card) for _, card in cards), key=lambda card: not card.is_default
    )


def saved_view(actor: Actor, view_id: int) -> SavedView:
    """One view. Raises: NotFound beyond the reader's own, his roles' and his store's. Queries: 1."""
    row = Row.objects.filter(usable(actor), pk=view_id).select_related("role", "store").first()
    if row is None:
        raise NotFound(key=view_id)
    return _card(actor, row)


def view_sharing(actor: Actor, view_id: int) -> tuple[str, str, bool]:
    """(mine, role or store; its code; whether it opens first), for the editor. Raises: NotFound. Queries: 1."""
    row = Row.objects.filter(usable(actor), pk=view_id).select_related("role", "store").first()
    if row is None:
        raise NotFound(key=view_id)
    target: Any = row.role or row.store
    return row.share, target.code if target else "", row.is_default


def usable(actor: Actor) -> Q:
    """The views that `actor` may use."""
    mine = Q(owner_id=actor.staff_id)
    return mine | Q(share="role", role__code__in=actor.roles) | Q(share="store", store_id=actor.store_id or 0)


def may_share(actor: Actor, share: str, store_id: int | None) -> bool:
    """Whether `actor` may set what others see: a store's by the right there, a role's chain-wide."""
    if share == "store":
        return actor.may(OrganisationPermission.SHARE_VIEWS, store_id=store_id)
    return share == "mine" or actor.scope(OrganisationPermission.SHARE_VIEWS).chain_wide


def sharing_targets(actor: Actor) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(roles, stores) that `actor` may share with, as (code, name). Queries: up to 2."""
    reach = actor.scope(OrganisationPermission.SHARE_VIEWS)
    chinese = (get_language() or "").startswith("zh")
    roles = Role.objects.order_by("order", "id") if reach.chain_wide else Role.objects.none()
    stores = Store.objects.filter(is_open=True).order_by("code")
    if reach.store_ids is not None:
        stores = stores.filter(pk__in=reach.store_ids)
    return (
        [(role.code, role.name if chinese else role.name_en or role.name) for role in roles],
        [(store.code, store.name if chinese else store.name_en or store.name) for store in stores],
    )


def own_store(actor: Actor) -> tuple[str, ...]:
    """The texts by which a list may know the actor's store: id, code, name. Queries: 1."""
    row = Store.objects.filter(pk=actor.store_id or 0).values_list("pk", "code", "name").first()
    return tuple(str(each) for each in row) if row else ()


def _card(actor: Actor, row: Row) -> SavedView:
    chinese = (get_language() or "").startswith("zh")
    target: Any = row.role or row.store
    own = row.owner_id == actor.staff_id
    return SavedView(
        id=row.pk,
        list_key=row.list_key,
        name=row.name,
        content=content_of(row.content),
        shared_with=(target.name if chinese else target.name_en or target.name) if target else "",
        is_default=row.is_default,
        may_change=own or may_share(actor, row.share, row.store_id),
        version=row.version,
    )


def _not_default(card: SavedView) -> SavedView:
    values = {name: getattr(card, name) for name in card.__dataclass_fields__}
    return SavedView(**values | {"is_default": False})


def content_of(plain: dict[str, Any]) -> Content:
    """Stored JSON as a view."""
    groups = tuple(
        ViewGroup(group["match"], tuple(ViewRow(row["condition"], tuple(row["texts"])) for row in group["rows"]))
        for group in plain["groups"]
    )
    return Content(**plain | {"columns": tuple(plain["columns"]), "groups": groups})


class KeptViews:
    """Slot "list.views": what kernel.listing asks of us."""

    def views(self, actor: Actor, list_key: str) -> list[SavedView]:
        return list_saved_views(actor, list_key)

    def own_store(self, actor: Actor) -> tuple[str, ...]:
        return own_store(actor)


VIEWS = KeptViews()
