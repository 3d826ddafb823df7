"""From the right code to an open file: check, open, forget; each step may be repeated."""

from dataclasses import dataclass
from datetime import datetime

from facet.kernel.operations import OperationKey
from facet.kernel.permissions import house
from facet.members import services
from facet.members.errors import JoinCodeWrong, PossibleDuplicate
from facet.members.rules.file import MemberIn, Person
from facet.members.rules.words import Channel


@dataclass(frozen=True, slots=True)
class Joined:
    """How it ended: a card page's secret for a new member, or "already" a member, of whom nothing is told."""

    card_page: str = ""
    already: bool = False


def join(*, secret: str, code: str, at: datetime) -> Joined:
    """Open the file of whoever holds the phone. Raises: JoinCodeWrong, NotFound when the store is gone."""
    ready = services.try_join_code(secret=secret, code=code, at=at)
    if ready is None:
        raise JoinCodeWrong
    actor = house("members.joining", via="web")
    wanted = MemberIn(
        person=Person(name=ready.name, phone=ready.phone), store_code=ready.store_code, clerk_code=ready.clerk_code,
        channel=Channel.QR, referrer_number=ready.referrer_number,
        consents=tuple((channel, True) for channel in ready.channels),
    )  # fmt: skip
    key = OperationKey.of_job("members.join", ready.request_id)
    try:
        opened = services.create_member(actor=actor, operation=key, request=wanted, at=at)
    except PossibleDuplicate:
        services.finish_joining(actor=actor, request_id=ready.request_id, member_id=None, at=at)
        return Joined(already=True)
    services.finish_joining(actor=actor, request_id=ready.request_id, member_id=opened.member_id, at=at)
    page_key = OperationKey.of_job("members.join_page", ready.request_id)
    page = services.make_card_page(actor=actor, operation=page_key, member_id=opened.member_id, at=at)
    return Joined(card_page=page)
