"""Cards, credit, joins and hand-over for programs; the same services as the screens."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Field, Router, Status

from facet.kernel.access import note_access
from facet.kernel.clock import now
from facet.kernel.interface import RowId, operation_of
from facet.kernel.permissions import require
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.members import selectors, services
from facet.members.api import card_schemas as schemas
from facet.members.api.schemas import MemberDoneOut
from facet.members.permissions import MembersPermission
from facet.members.rules.cards import CardAct
from facet.members.services import CardIn, CardTypeIn, MergeIn, PriceLevelIn, Repayment

router = Router(tags=["members"])
LevelNumber = Annotated[int, Field(ge=1, le=9)]


def _act(request: HttpRequest, payload: Any = None) -> dict[str, Any]:
    """Who acts, under which key, when."""
    return {"actor": request.auth, "operation": operation_of(request, payload), "at": now()}  # type: ignore[attr-defined]


@router.get(
    "/card-types", response={200: list[schemas.CardTypeOut]} | PROBLEMS, operation_id="list_card_types",
    summary="The kinds of cards",
)  # fmt: skip
def list_card_types(request: HttpRequest) -> Any:
    """With what each brings; of the whole chain."""
    require(request.auth, MembersPermission.VIEW_MEMBERS)  # type: ignore[attr-defined]
    return selectors.card_types()


@router.post(
    "/card-types", response={200: schemas.CardRowIdOut} | PROBLEMS, operation_id="save_card_type",
    summary="Define or change a card type",
)  # fmt: skip
def save_card_type(request: HttpRequest, payload: schemas.CardTypeIn) -> Any:
    """Cards that are out keep their last day."""
    facts = payload.model_dump(exclude={"id", "categories"})
    wanted = CardTypeIn(**facts, categories=tuple(payload.categories))
    return {"id": services.save_card_type(**_act(request, payload), wanted=wanted, type_id=payload.id)}


@router.get(
    "/price-levels", response={200: list[schemas.PriceLevelOut]} | PROBLEMS, operation_id="list_price_levels",
    summary="What members of each price level pay less",
)  # fmt: skip
def list_price_levels(request: HttpRequest) -> Any:
    """By number; of the whole chain."""
    require(request.auth, MembersPermission.VIEW_MEMBERS)  # type: ignore[attr-defined]
    return selectors.price_levels()


@router.put(
    "/price-levels/{level}", response={200: schemas.CardRowIdOut} | PROBLEMS, operation_id="save_price_level",
    summary="Define or change a price level",
)  # fmt: skip
def save_price_level(request: HttpRequest, payload: schemas.PriceLevelIn, level: LevelNumber) -> Any:
    """Tickets are priced so from now on."""
    wanted = PriceLevelIn(**payload.model_dump())
    return {"id": services.save_price_level(**_act(request, payload), level=level, wanted=wanted)}


@router.get(
    "/members/{member_id}/cards", response={200: list[schemas.MemberCardOut]} | PROBLEMS, operation_id="list_cards",
    summary="A member's cards",
)  # fmt: skip
def list_cards(request: HttpRequest, member_id: RowId) -> Any:
    """The one in use first."""
    with viewing(request.auth):  # type: ignore[attr-defined]
        return selectors.cards_of(request.auth, member_id)  # type: ignore[attr-defined]


@router.post(
    "/members/{member_id}/cards", response={201: schemas.CardNumberOut} | PROBLEMS, operation_id="issue_card",
    summary="Issue a card",
)  # fmt: skip
def issue_card(request: HttpRequest, member_id: RowId, payload: schemas.CardIssueIn) -> Any:
    """To a member without a card in use."""
    wanted = CardIn(**payload.model_dump())
    return Status(201, {"number": services.issue_card(**_act(request, payload), member_id=member_id, wanted=wanted)})


@router.post(
    "/members/{member_id}/cards/replacements", response={201: schemas.CardNumberOut} | PROBLEMS,
    operation_id="replace_card", summary="Replace a card",
)  # fmt: skip
def replace_card(request: HttpRequest, member_id: RowId, payload: schemas.CardIssueIn) -> Any:
    """The old number stays found and leads to the member."""
    wanted = CardIn(**payload.model_dump())
    return Status(201, {"number": services.replace_card(**_act(request, payload), member_id=member_id, wanted=wanted)})


@router.post(
    "/members/{member_id}/cards/{card_id}", response={200: schemas.CardStateOut} | PROBLEMS,
    operation_id="change_card", summary="Report lost, freeze, use again, renew",
)  # fmt: skip
def change_card(request: HttpRequest, member_id: RowId, card_id: RowId, payload: schemas.CardChangeIn) -> Any:
    """Gives the state after it."""
    state = services.change_card(
        **_act(request, payload),
        member_id=member_id,
        card_id=card_id,
        change=services.CardChange(CardAct(payload.do), payload.reason),
    )
    return {"state": state}


@router.post(
    "/members/{member_id}/card-page", response={201: schemas.CardPageOut} | PROBLEMS, operation_id="make_card_page",
    summary="A link to the member's card page",
)  # fmt: skip
def make_card_page(request: HttpRequest, member_id: RowId) -> Any:
    """An older link ends. Whoever has the path sees the card: hand it to the member only."""
    secret = services.make_card_page(**_act(request), member_id=member_id)
    return Status(201, {"path": reverse("members:own_card", args=[secret])})


@router.delete(
    "/members/{member_id}/card-page", response={200: MemberDoneOut} | PROBLEMS, operation_id="revoke_card_page",
    summary="End the member's card page",
)  # fmt: skip
def revoke_card_page(request: HttpRequest, member_id: RowId) -> Any:
    """For a lost phone."""
    services.revoke_card_page(**_act(request), member_id=member_id)
    return {"done": True}


@router.put(
    "/members/{member_id}/credit/limit", response={200: schemas.CardRowIdOut} | PROBLEMS,
    operation_id="set_credit_limit", summary="Set a credit limit",
)  # fmt: skip
def set_credit_limit(request: HttpRequest, member_id: RowId, payload: schemas.CreditLimitIn) -> Any:
    """Headquarters' finance, up to its own limit."""
    return {"id": services.set_credit_limit(**_act(request, payload), member_id=member_id, **payload.model_dump())}


@router.post(
    "/members/{member_id}/credit/repayments", response={201: schemas.CreditPostedOut} | PROBLEMS,
    operation_id="repay_credit", summary="Take a repayment",
)  # fmt: skip
def repay_credit(request: HttpRequest, member_id: RowId, payload: schemas.RepaymentIn) -> Any:
    """The oldest part is settled first."""
    wanted = Repayment(member_id=member_id, **payload.model_dump())
    return Status(201, services.repay_credit(**_act(request, payload), request=wanted))


@router.post(
    "/members/{member_id}/credit/write-offs", response={201: schemas.CreditPostedOut} | PROBLEMS,
    operation_id="write_off_credit", summary="Write off credit",
)  # fmt: skip
def write_off_credit(request: HttpRequest, member_id: RowId, payload: schemas.WriteOffIn) -> Any:
    """With an approval of the kind members.write_off for exactly this amount."""
    wanted = Repayment(member_id=member_id, amount_cents=payload.amount_cents, tender="", reason=payload.reason)
    done = services.write_off_credit(**_act(request, payload), request=wanted, approval_id=payload.approval_id)
    return Status(201, done)


@router.post(
    "/credit-entries/{entry_id}/undo", response={200: schemas.CreditPostedOut} | PROBLEMS,
    operation_id="undo_repayment", summary="Take a repayment back",
)  # fmt: skip
def undo_repayment(request: HttpRequest, entry_id: RowId, payload: schemas.CreditReasonIn) -> Any:
    """One that was noted wrongly; the amount is open again."""
    return services.undo_repayment(**_act(request, payload), entry_id=entry_id, reason=payload.reason)


@router.get(
    "/members/{member_id}/credit", response={200: schemas.CreditStatementOut} | PROBLEMS,
    operation_id="credit_statement", summary="A member's credit statement",
)  # fmt: skip
def credit_statement(request: HttpRequest, member_id: RowId) -> Any:
    """Limit, open, by age, and the lines, the latest first."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        told = selectors.credit_statement(actor, member_id, at=now())
    note_access(request, "members.member", member_id)
    return told


@router.post(
    "/members/{member_id}/merge", response={201: schemas.MergedOut} | PROBLEMS, operation_id="merge_members",
    summary="Join another file into this one",
)  # fmt: skip
def merge_members(request: HttpRequest, member_id: RowId, payload: schemas.MergeMembersIn) -> Any:
    """With an approval of the kind members.merge for exactly this."""
    wanted = MergeIn(
        survivor_id=member_id, merged_id=payload.merged_id, take=tuple(payload.take), reason=payload.reason,
        approval_id=payload.approval_id,
    )  # fmt: skip
    return Status(201, {"merge_id": services.merge_members(**_act(request, payload), request=wanted)})


@router.post(
    "/member-merges/{merge_id}/undo", response={200: schemas.UnmergedOut} | PROBLEMS, operation_id="unmerge_members",
    summary="Part two joined files",
)  # fmt: skip
def unmerge_members(request: HttpRequest, merge_id: RowId, payload: schemas.CreditReasonIn) -> Any:
    """What was moved goes back; what came since stays with the survivor."""
    done = services.unmerge_members(**_act(request, payload), merge_id=merge_id, reason=payload.reason)
    return {"member_id": done}


@router.post(
    "/member-hand-overs", response={200: schemas.HandedOverOut} | PROBLEMS, operation_id="hand_over_members",
    summary="Hand over a clerk's members",
)  # fmt: skip
def hand_over_members(request: HttpRequest, payload: schemas.HandOverIn) -> Any:
    """To one colleague, or evenly to several."""
    given = services.hand_over_members(**_act(request, payload), from_code=payload.from_code, to_codes=payload.to_codes)
    return {"given": given}


@router.post(
    "/members/{member_id}/claim", response={200: MemberDoneOut} | PROBLEMS, operation_id="claim_member",
    summary="Claim a public member",
)  # fmt: skip
def claim_member(request: HttpRequest, member_id: RowId) -> Any:
    """A few a day."""
    services.claim_member(**_act(request), member_id=member_id)
    return {"done": True}
