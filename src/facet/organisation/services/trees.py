"""The two trees of the house: areas of stores and departments of staff."""

from datetime import datetime

from facet.audit import services as audit_services
from facet.kernel.errors import Invalid, NotFound, NotPermitted, gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.organisation.errors import CodeTaken, StillInUse
from facet.organisation.models import Area, Department, Staff, Store
from facet.organisation.permissions import OrganisationPermission
from facet.organisation.rules.places import changes, checked_code

Node = Area | Department


@unit_of_work
def create_area(*, actor: Actor, code: str, name: str, name_en: str, parent: str, at: datetime) -> int:
    """A new area below `parent` (a code, "" for the top). Raises: NotPermitted, CodeTaken, NotFound, Invalid."""
    _require(actor, OrganisationPermission.MANAGE_STORES)
    return _created(Area, actor=actor, code=code, names={"name": name, "name_en": name_en}, parent=parent, at=at)


@unit_of_work
def edit_area(*, actor: Actor, code: str, name: str, name_en: str, parent: str, at: datetime) -> None:
    """Rename an area or hang it elsewhere, with everything below it. Rights follow at the next request."""
    _require(actor, OrganisationPermission.MANAGE_STORES)
    _edited(Area, actor=actor, code=code, wanted={"name": name, "name_en": name_en}, parent=parent, at=at)


@unit_of_work
def create_department(*, actor: Actor, code: str, name: str, name_en: str, parent: str, at: datetime) -> int:
    """A new department below `parent`. Raises: NotPermitted, CodeTaken, NotFound, Invalid."""
    _require(actor, OrganisationPermission.MANAGE_DEPARTMENTS)
    return _created(Department, actor=actor, code=code, names={"name": name, "name_en": name_en}, parent=parent, at=at)


@unit_of_work
def edit_department(
    *, actor: Actor, code: str, name: str, name_en: str, parent: str, is_active: bool, at: datetime
) -> None:
    """Rename, move or close a department; one with people in it stays. Raises also: StillInUse."""
    _require(actor, OrganisationPermission.MANAGE_DEPARTMENTS)
    if not is_active and Staff.objects.filter(department__code=code, is_active=True).exists():
        raise StillInUse(what=gettext_noop("people work in it"))
    wanted = {"name": name, "name_en": name_en, "is_active": is_active}
    _edited(Department, actor=actor, code=code, wanted=wanted, parent=parent, at=at)


@unit_of_work
def remove_area(*, actor: Actor, code: str, at: datetime) -> None:
    """Take away an empty area. Raises: NotPermitted, NotFound, StillInUse."""
    _require(actor, OrganisationPermission.MANAGE_STORES)
    node = _locked(Area, code)
    if node.numchild or Store.objects.filter(area=node).exists():
        raise StillInUse(what=gettext_noop("areas or stores are in it"))
    subject = ("organisation.area", node.pk, code)
    Area.objects.filter(pk=node.pk).delete()
    audit_services.record(actor, "organisation.area_removed", at=at, subject=subject, before={"name": node.name})


def _require(actor: Actor, permission: OrganisationPermission) -> None:
    if not actor.scope(permission).chain_wide:
        raise NotPermitted(permission=str(permission))


def _created(model: type[Node], *, actor: Actor, code: str, names: dict[str, str], parent: str, at: datetime) -> int:
    _all_locked(model)
    code = checked_code(code)
    if model.objects.filter(code=code).exists():
        raise CodeTaken(field="code", value=code)
    fields = {"code": code, **names}
    node = model.objects.add_child(_locked(model, parent), fields) if parent else model.objects.add_root(fields)
    kind = model._meta.model_name
    audit_services.record(
        actor, f"organisation.{kind}_created", at=at, subject=(f"organisation.{kind}", node.pk, code),
        after={**names, "parent": parent},
    )  # fmt: skip
    return int(node.pk)


def _edited(
    model: type[Node], *, actor: Actor, code: str, wanted: dict[str, object], parent: str, at: datetime
) -> None:
    _all_locked(model)
    node = _locked(model, code)
    before = {name: getattr(node, name) for name in wanted} | {"parent": _parent_code(node)}
    if parent != before["parent"]:
        _moved(model, node, parent)
        node = _locked(model, code)
    for name, value in wanted.items():
        setattr(node, name, value)
    node.save(update_fields=list(wanted))
    was, became = changes(before, wanted | {"parent": parent})
    kind = model._meta.model_name
    if became:
        audit_services.record(
            actor, f"organisation.{kind}_changed", at=at, subject=(f"organisation.{kind}", node.pk, code),
            before=was, after=became,
        )  # fmt: skip


def _moved(model: type[Node], node: Node, parent: str) -> None:
    if not parent:
        last = model.objects.get_last_root_node()
        model.objects.move(node, last, "right")
        return
    target = _locked(model, parent)
    if target.path.startswith(node.path):
        raise Invalid(field="parent", reason=gettext_noop("it cannot hang below itself"))
    model.objects.move(node, target, "last-child")


def _parent_code(node: Node) -> str:
    above = type(node).objects.filter(path=node.path[: -node.steplen]).values_list("code", flat=True).first()
    return above or ""


def _all_locked(model: type[Node]) -> None:
    """Paths of a whole tree depend on each other: one change of a tree at a time."""
    list(model.objects.select_for_update().order_by("pk").values_list("pk", flat=True)[:1])


def _locked(model: type[Node], code: str) -> Node:
    node = model.objects.select_for_update().filter(code=code).first()
    if node is None:
        raise NotFound(key=code)
    return node
