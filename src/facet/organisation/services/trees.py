"""The two trees of the house: areas of stores and departments of staff."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class NodeIn:
    """An area or a department; `parent` is a code, "" for the top."""

    name: str
    name_en: str = ""
    parent: str = ""
    is_active: bool = True


@unit_of_work
def create_area(*, actor: Actor, code: str, request: NodeIn, at: datetime) -> int:
    """A new area; gives its id. Raises: NotPermitted, CodeTaken, NotFound, Invalid."""
    _require(actor, OrganisationPermission.MANAGE_STORES)
    return _created(Area, actor=actor, code=code, request=request, at=at)


@unit_of_work
def edit_area(*, actor: Actor, code: str, request: NodeIn, at: datetime) -> None:
    """Rename an area or hang it elsewhere, with everything below it. Rights follow at the next request.

    Raises: NotPermitted, NotFound, Invalid.
    """
    _require(actor, OrganisationPermission.MANAGE_STORES)
    _edited(Area, actor=actor, code=code, request=request, at=at)


@unit_of_work
def create_department(*, actor: Actor, code: str, request: NodeIn, at: datetime) -> int:
    """A new department; gives its id. Raises: NotPermitted, CodeTaken, NotFound, Invalid."""
    _require(actor, OrganisationPermission.MANAGE_DEPARTMENTS)
    return _created(Department, actor=actor, code=code, request=request, at=at)


@unit_of_work
def edit_department(*, actor: Actor, code: str, request: NodeIn, at: datetime) -> None:
    """Rename, move or close a department; one with people in it stays.

    Raises: NotPermitted, NotFound, Invalid, StillInUse.
    """
    _require(actor, OrganisationPermission.MANAGE_DEPARTMENTS)
    if not request.is_active and Staff.objects.filter(department__code=code, is_active=True).exists():
        raise StillInUse(what=gettext_noop("people work in it"))
    _edited(Department, actor=actor, code=code, request=request, at=at)


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


def _names(model: type[Node], request: NodeIn) -> dict[str, object]:
    names: dict[str, object] = {"name": request.name, "name_en": request.name_en}
    return names | {"is_active": request.is_active} if model is Department else names


def _created(model: type[Node], *, actor: Actor, code: str, request: NodeIn, at: datetime) -> int:
    _all_locked(model)
    code = checked_code(code)
    if model.objects.filter(code=code).exists():
        raise CodeTaken(field="code", value=code)
    fields = {"code": code, **_names(model, request)}
    if request.parent:
        node = model.objects.add_child(_locked(model, request.parent), fields)
    else:
        node = model.objects.add_root(fields)
    kind = model._meta.model_name
    subject = (f"organisation.{kind}", node.pk, code)
    after = _names(model, request) | {"parent": request.parent}
    audit_services.record(actor, f"organisation.{kind}_created", at=at, subject=subject, after=after)
    return int(node.pk)


def _edited(model: type[Node], *, actor: Actor, code: str, request: NodeIn, at: datetime) -> None:
    _all_locked(model)
    node, wanted = _locked(model, code), _names(model, request)
    before = {name: getattr(node, name) for name in wanted} | {"parent": _parent_code(node)}
    if request.parent != before["parent"]:
        _moved(model, node, request.parent)
        node = _locked(model, code)
    for name, value in wanted.items():
        setattr(node, name, value)
    node.save(update_fields=list(wanted))
    was, became = changes(before, wanted | {"parent": request.parent})
    kind = model._meta.model_name
    subject = (f"organisation.{kind}", node.pk, code)
    if became:
        audit_services.record(actor, f"organisation.{kind}_changed", at=at, subject=subject, before=was, after=became)


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
    node: Node | None = model.objects.select_for_update().filter(code=code).first()
    if node is None:
        raise NotFound(key=code)
    return node
