"""What staff may be allowed to do with members. Pure."""

from enum import StrEnum

from facet.kernel.errors import gettext_noop


class MembersPermission(StrEnum):
    """The rights of this domain; roles give each of them a reach."""

    VIEW_MEMBERS = "members.view_members"
    VIEW_LIMITED = "members.view_limited"
    CREATE_MEMBERS = "members.create_members"
    EDIT_MEMBERS = "members.edit_members"
    REVEAL_CONTACT = "members.reveal_contact"
    ARCHIVE_MEMBERS = "members.archive_members"
    IMPORT_MEMBERS = "members.import_members"
    EXPORT_MEMBERS = "members.export_members"


LABELS = {
    MembersPermission.VIEW_MEMBERS: gettext_noop("See members' full files"),
    MembersPermission.VIEW_LIMITED: gettext_noop("See the limited card of other clerks' members"),
    MembersPermission.CREATE_MEMBERS: gettext_noop("Add members"),
    MembersPermission.EDIT_MEMBERS: gettext_noop("Edit members' files"),
    MembersPermission.REVEAL_CONTACT: gettext_noop("Reveal a phone number or another contact"),
    MembersPermission.ARCHIVE_MEMBERS: gettext_noop("Archive and restore members"),
    MembersPermission.IMPORT_MEMBERS: gettext_noop("Import members from a file"),
    MembersPermission.EXPORT_MEMBERS: gettext_noop("Export members to a file"),
}
