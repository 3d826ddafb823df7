"""Who may already be on file."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.members.models import Member
from facet.members.rules import tokens
from facet.members.rules.readings import folded
from facet.members.rules.words import TokenKind
from facet.members.selectors.search import FoundMember, found_row, holding, rows_with_relations

_MOST_SHOWN = 5
SAME_PHONE = gettext_noop("Same phone")
SAME_BIRTHDAY = gettext_noop("Same name and birthday")


@dataclass(frozen=True, slots=True)
class Likeness:
    """A member who may be the same person, and why (an English label)."""

    member: FoundMember
    reason: str


def possible_duplicates(
    viewer: Actor, *, name: str = "", phone: str = "", birth_date: date | None = None, but_not: int | None = None
) -> list[Likeness]:
    """Members with the same phone, or the same name and birth date; archived ones too, the whole chain.

    `phone` is E.164. Rows are masked as in a search. Families share phones, so this only warns.
    Queries: 0 without a phone and without name and birth date, else 1.
    """
    asked = Q(pk__in=[])
    if phone:
        asked |= Q(pk__in=holding([(TokenKind.PHONE, phone.lstrip("+"))]).values("member_id"))
    if name and birth_date:
        # the whole name's longest index text, then the birthday; the opened rows decide
        whole = (TokenKind.NAME, folded(name)[:4])
        latin = (TokenKind.PINYIN, folded(name)[:24])
        asked |= Q(pk__in=holding([whole, latin]).values("member_id")) & Q(
            pk__in=holding([(TokenKind.SOLAR, tokens.month_day(birth_date))]).values("member_id")
        )
    if not phone and not (name and birth_date):
        return []
    rows = rows_with_relations().filter(asked).exclude(pk=but_not or 0).order_by("-pk")[: 4 * _MOST_SHOWN]
    likenesses = [_likeness(viewer, row, name=name, phone=phone, birth_date=birth_date) for row in rows]
    return [each for each in likenesses if each][:_MOST_SHOWN]


def _likeness(viewer: Actor, row: Member, *, name: str, phone: str, birth_date: date | None) -> Likeness | None:
    if phone and row.phone == phone:
        return Likeness(found_row(viewer, row), SAME_PHONE)
    same_day = birth_date is not None and row.birth_date == birth_date.isoformat()
    if same_day and folded(row.name or "") == folded(name):
        return Likeness(found_row(viewer, row), SAME_BIRTHDAY)
    return None
