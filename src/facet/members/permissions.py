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
    MANAGE_CARDS = "members.manage_cards"
    MERGE_MEMBERS = "members.merge_members"
    HAND_OVER = "members.hand_over"
    CLAIM_MEMBERS = "members.claim_members"
    VIEW_CREDIT = "members.view_credit"
    TAKE_REPAYMENT = "members.take_repayment"
    MANAGE_CREDIT = "members.manage_credit"
    MANAGE_GROUPS = "members.manage_groups"
    MANAGE_FIELDS = "members.manage_fields"
    ERASE_MEMBERS = "members.erase_members"
    OPEN_BOOKS = "members.open_books"


LABELS = {
    MembersPermission.VIEW_MEMBERS: gettext_noop("See members' full files"),
    MembersPermission.VIEW_LIMITED: gettext_noop("See the limited card of other clerks' members"),
    MembersPermission.CREATE_MEMBERS: gettext_noop("Add members"),
    MembersPermission.EDIT_MEMBERS: gettext_noop("Edit members' files"),
    MembersPermission.REVEAL_CONTACT: gettext_noop("Reveal a phone number or another contact"),
    MembersPermission.ARCHIVE_MEMBERS: gettext_noop("Archive and restore members"),
    MembersPermission.IMPORT_MEMBERS: gettext_noop("Import members from a file"),
    MembersPermission.EXPORT_MEMBERS: gettext_noop("Export members to a file"),
    MembersPermission.MANAGE_CARDS: gettext_noop("Define card types"),
    MembersPermission.MERGE_MEMBERS: gettext_noop("Join two files of one member"),
    MembersPermission.HAND_OVER: gettext_noop("Hand over a clerk's members"),
    MembersPermission.CLAIM_MEMBERS: gettext_noop("Claim members whom nobody cares for"),
    MembersPermission.VIEW_CREDIT: gettext_noop("See what members owe"),
    MembersPermission.TAKE_REPAYMENT: gettext_noop("Take repayments of credit"),
    MembersPermission.MANAGE_CREDIT: gettext_noop("Set credit limits and write off"),
    MembersPermission.MANAGE_GROUPS: gettext_noop("Keep member groups and tags"),
    MembersPermission.MANAGE_FIELDS: gettext_noop("Define fields of the file and texts of consents"),
    MembersPermission.ERASE_MEMBERS: gettext_noop("Erase a person for good"),
    MembersPermission.OPEN_BOOKS: gettext_noop("Bring over the older system on the first day"),
}
