"""What a member likes, wears and cannot wear, as a neighbour needs it to choose goods for her. Source: R025, R026."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F

from facet.kernel.permissions import Actor
from facet.members.errors import MemberUnknown
from facet.members.models import Member
from facet.members.permissions import MembersPermission
from facet.members.rules.words import State
from facet.members.selectors.reach import within


@dataclass(frozen=True, slots=True, kw_only=True)
class Liking:
    """The facts that goods are chosen by. `words` are ids of the dictionary, with kind, code and both names."""

    member_id: int
    clerk_id: int | None
    home_store_id: int
    is_active: bool
    may_profile: bool
    ring_tenths: int | None
    allergies: tuple[str, ...]
    words: tuple[tuple[int, str, str, str, str], ...]


def liking_of(viewer: Actor, member_id: int) -> Liking:
    """What she likes. Raises: MemberUnknown, also beyond the viewer's reach. Queries: 1."""
    found = _likings(Member.objects.filter(within(viewer, MembersPermission.VIEW_MEMBERS), pk=member_id))
    if not found:
        raise MemberUnknown(key=member_id)
    return found[0]


def likings(member_ids: Collection[int]) -> list[Liking]:
    """The same of many members, whoever asks. For services. Queries: 1."""
    return _likings(Member.objects.filter(pk__in=member_ids, state=State.ACTIVE))


def fond_of(word_ids: Collection[int], *, store_id: int, most: int) -> list[int]:
    """Active members of the store who like at least one of these words and let us conclude, the fondest first.

    For services. Queries: 1.
    """
    rows = Member.objects.filter(
        preferences__in=word_ids, home_store_id=store_id, state=State.ACTIVE, no_profiling=False
    )
    counted = rows.values("pk").annotate(fits=Count("preferences"), spent=F("standing__spend_cents"))
    return [each["pk"] for each in counted.order_by("-fits", "-spent", "pk")[:most]]


def _likings(rows: object) -> list[Liking]:
    joined = rows.annotate(  # type: ignore[attr-defined]
        word_id=F("preferences__pk"), word_kind=F("preferences__kind"), word_code=F("preferences__code"),
        word_name=F("preferences__name"), word_name_en=F("preferences__name_en"),
    ).order_by("pk", "preferences__kind", "preferences__position")  # fmt: skip
    first: dict[int, Member] = {}
    words: defaultdict[int, list[tuple[int, str, str, str, str]]] = defaultdict(list)
    for row in joined:
        first.setdefault(row.pk, row)
        if row.word_id is not None:
            words[row.pk].append((row.word_id, row.word_kind, row.word_code, row.word_name, row.word_name_en))
    return [
        Liking(
            member_id=pk, clerk_id=row.clerk_id, home_store_id=row.home_store_id, is_active=row.is_active,
            may_profile=not row.no_profiling, ring_tenths=row.ring_tenths,
            allergies=tuple(each for each in (row.allergies or "").split(",") if each), words=tuple(words[pk]),
        )
        for pk, row in first.items()
    ]  # fmt: skip
