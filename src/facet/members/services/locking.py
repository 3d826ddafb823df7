"""Taking a file into one's hand, and its small parts."""

from facet.kernel.errors import NotFound, NotPermitted
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work
from facet.members.errors import MemberArchived, MemberUnknown
from facet.members.models import Member
from facet.members.selectors.reach import reaches, visible


@joins_unit_of_work
def lock_file(actor: Actor, permission: str, member_id: int, *, archived_too: bool = False) -> Member:
    """The file, locked, if `permission` reaches it.

    A file the actor may not know of looks unknown; one she knows by its limited card only is
    refused by name. Raises: MemberUnknown, NotPermitted, MemberArchived. Locks: the file. Queries: 1.
    """
    require(actor, permission)
    files = Member.objects.select_for_update(of=("self",), no_key=True).select_related("home_store")
    member = files.filter(visible(actor), pk=member_id).first()
    if member is None:
        raise MemberUnknown(key=member_id)
    if not reaches(actor, permission, clerk_id=member.clerk_id, home_store_id=member.home_store_id):
        raise NotPermitted(permission=str(permission))
    if not member.is_active and not archived_too:
        raise MemberArchived(number=member.number)
    return member


@joins_unit_of_work
def set_preferences(member: Member, entry_ids: tuple[int, ...]) -> bool:
    """Keep what the member likes, the dearest first: words of the catalog's dictionaries. Gives whether that is new.

    The order is that of the rows between. Raises: NotFound. Queries: 2 to 4.
    """
    words = Member._meta.get_field("preferences").related_model._default_manager
    known = set(words.filter(pk__in=entry_ids).values_list("pk", flat=True))
    if unknown := set(entry_ids) - known:
        raise NotFound(key=", ".join(str(each) for each in sorted(unknown)))
    between = Member.preferences.through.objects.filter(member=member)
    wanted = list(dict.fromkeys(entry_ids))
    if wanted == list(between.order_by("pk").values_list("dictionaryentry_id", flat=True)):
        return False
    between.delete()
    Member.preferences.through.objects.bulk_create(
        Member.preferences.through(member=member, dictionaryentry_id=entry_id) for entry_id in wanted
    )
    return True
