"""Saved views of lists: columns, order, conditions, and for whom."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from facet.kernel.clock import now
from facet.kernel.interface import RowId, Text, Whole
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.organisation import selectors, services
from facet.organisation.api.schemas import In

router = Router(tags=["organisation"])


class ViewRow(In):
    condition: Text(40, least=1) = Field(description="The key of one of the list's conditions.")
    texts: list[Text(100)] = Field(
        max_length=2,
        description="One text, or from and to. A date may be a word: today, last_30, this_month, next_7 … "
        "@me and @store stand for whoever looks.",
    )


class ViewGroup(In):
    match: Literal["all", "any"] = "all"
    rows: list[ViewRow] = Field(max_length=10)


class ViewContent(In):
    columns: list[Text(40)] = Field(default_factory=list, max_length=60, description="Empty: the list's own.")
    groups: list[ViewGroup] = Field(default_factory=list, max_length=5)
    match: Literal["all", "any"] = "all"
    sort: Text(41) = Field(default="", description="A column's key, with - before it for falling.")
    size: Whole(1, 200) = 50
    frozen: bool = Field(default=False, description="The first column stays when the table is scrolled.")
    dense: bool = False


class ViewIn(In):
    list: Text(64, least=1)
    name: Text(40, least=1)
    content: ViewContent = ViewContent()
    id: RowId | None = Field(None, description="The view to change; none makes a new one.")
    share: Literal["mine", "role", "store"] = "mine"
    target: Text(40) = Field("", description="The role's or store's code.")
    is_default: bool = False
    version: Whole(1, 2**31) | None = None


class ViewOut(Schema):
    id: int
    list: str = Field(validation_alias="list_key")
    name: str
    content: dict[str, Any]
    shared_with: str
    is_default: bool
    may_change: bool
    version: int

    @staticmethod
    def resolve_content(view: Any) -> dict[str, Any]:
        content: dict[str, Any] = view.content.plain()
        return content


class GoneOut(Schema):
    deleted: bool


@router.get(
    "/views", response={200: list[ViewOut]} | PROBLEMS, operation_id="list_saved_views", summary="Views of a list"
)
def list_saved_views(request: HttpRequest, list: Text(64, least=1)) -> Any:  # noqa: A002 -- the word people send
    """One's own, those of one's roles and of one's store; the one that opens first."""
    with viewing(request.auth):
        return selectors.list_saved_views(request.auth, list)


@router.post("/views", response={201: ViewOut} | PROBLEMS, operation_id="save_view", summary="Keep a view")
def save_view(request: HttpRequest, payload: ViewIn) -> Any:
    """New, or over an old one with `id`. Sending it again changes nothing."""
    fields = payload.model_dump()
    view = services.ViewIn(list_key=fields.pop("list"), view_id=fields.pop("id"), **fields)
    view_id = services.save_view(actor=request.auth, view=view, at=now())
    return Status(201, selectors.saved_view(request.auth, view_id))


@router.delete(
    "/views/{view_id}", response={200: GoneOut} | PROBLEMS, operation_id="delete_view", summary="Throw a view away"
)
def delete_view(request: HttpRequest, view_id: RowId) -> Any:
    """One's own, or a shared one that one may change."""
    services.delete_view(actor=request.auth, view_id=view_id, at=now())
    return {"deleted": True}
