"""The blind index of a file."""

from collections.abc import Iterable
from datetime import date

from facet.kernel.transactions import joins_unit_of_work
from facet.members.models import Member, MemberToken
from facet.members.rules.tokens import Findable, texts_of
from facet.members.selectors.search import token_of


@joins_unit_of_work
def write_tokens(members: Iterable[Member]) -> None:
    """Make the tokens of new files. Queries: 1 for about 20 files."""
    MemberToken.objects.bulk_create(
        (
            MemberToken(member=member, kind=text[0].value, token=token_of(text))
            for member in members
            for text in sorted(texts_of(_findable(member)))
        ),
        batch_size=5_000,
    )


@joins_unit_of_work
def rewrite_tokens(member: Member) -> None:
    """Make the tokens of a changed file anew; she is also found as the files joined into hers were. Queries: 3."""
    MemberToken.objects.filter(member=member).delete()
    texts = set(texts_of(_findable(member)))
    for joined in Member.objects.filter(merged_into=member):
        texts |= texts_of(_findable(joined))
    MemberToken.objects.bulk_create(
        (MemberToken(member=member, kind=text[0].value, token=token_of(text)) for text in sorted(texts)),
        batch_size=5_000,
    )


def _findable(member: Member) -> Findable:
    """The plain facts of `member` that search knows."""
    return Findable(
        name=member.name or "",
        phone=member.phone or "",
        email=member.email or "",
        birth_date=date.fromisoformat(member.birth_date) if member.birth_date else None,
    )
