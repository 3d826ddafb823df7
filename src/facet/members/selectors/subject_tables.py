"""The members' tables that hold something of a person, and how each forgets. See kernel/privacy.py."""

from facet.kernel.errors import gettext_noop
from facet.kernel.privacy import EMPTY, KEPT, ROW, SubjectTable

_FILE = "name phone email wechat street birth_date id_number note allergies occupation"

TABLES = (
    SubjectTable("members.Member", gettext_noop("The file"), "pk", dict.fromkeys(_FILE.split(), EMPTY), order=1),
    SubjectTable("members.Standing", gettext_noop("Grade, points and spending"), "pk", order=2),
    SubjectTable("members.Card", gettext_noop("Cards"), order=3),
    SubjectTable(
        "members.CardEvent", gettext_noop("What happened to the cards"), "card__member", {"reason": EMPTY}, order=4
    ),
    SubjectTable("members.CardPage", gettext_noop("Card pages"), erase={"digest": ROW}, order=5),
    SubjectTable("members.Consent", gettext_noop("Consents"), order=6),
    SubjectTable("members.Contact", gettext_noop("Contacts"), erase={"text": EMPTY, "with_name": EMPTY}, order=7),
    SubjectTable(
        "members.Contact", gettext_noop("Contacts beside others"), "with_member", {"with_name": EMPTY}, order=8
    ),
    SubjectTable(
        "members.ContactEdit", gettext_noop("Corrections of contacts"), "contact__member", {"text": EMPTY}, order=9
    ),
    SubjectTable("members.Need", gettext_noop("Needs"), erase={"text": EMPTY}, order=10),
    SubjectTable("members.Wish", gettext_noop("Wishes"), erase={"note": EMPTY}, order=11),
    SubjectTable("members.Silence", gettext_noop("Silence"), order=12),
    SubjectTable(
        "members.Occasion",
        gettext_noop("Occasions"),
        erase=dict.fromkeys(("day", "label", "month", "next_on", "since"), ROW),
        order=13,
    ),
    SubjectTable("members.Occasion", gettext_noop("Occasions hidden from her"), "hidden_from", order=14),
    SubjectTable("members.Relation", gettext_noop("Family"), erase={"name": ROW, "birth_date": ROW}, order=15),
    SubjectTable(
        "members.Relation", gettext_noop("Family of others"), "other", {"name": ROW, "birth_date": ROW}, order=16
    ),
    SubjectTable(
        "members.FieldValue",
        gettext_noop("Fields of the chain"),
        erase=dict.fromkeys(("plain", "sealed", "token"), ROW),
        order=17,
    ),
    SubjectTable("members.Size", gettext_noop("Sizes"), order=18),
    SubjectTable("members.Tagging", gettext_noop("Tags"), order=19),
    SubjectTable("members.GroupMember", gettext_noop("Groups"), order=20),
    SubjectTable("members.Household", gettext_noop("Households led"), "head", order=21),
    SubjectTable("members.HouseholdMember", gettext_noop("Households"), order=22),
    SubjectTable("members.MemberEvent", gettext_noop("Timeline"), order=23),
    SubjectTable("members.Claim", gettext_noop("Handed over"), order=24),
    SubjectTable("members.CreditAccount", gettext_noop("Credit"), order=25),
    SubjectTable(
        "members.CreditEntry", gettext_noop("Credit, line by line"), "account__member", {"reason": EMPTY}, order=26
    ),
    SubjectTable(
        "members.MemberMerge", gettext_noop("Files joined"), "survivor", {"reason": EMPTY, "replaced": EMPTY}, order=27
    ),
    SubjectTable(
        "members.MemberMerge",
        gettext_noop("Files joined into others"),
        "merged",
        {"reason": EMPTY, "replaced": EMPTY},
        order=28,
    ),
    SubjectTable("members.MemberToken", gettext_noop("Search index"), erase={"token": ROW}, order=29),
    SubjectTable(
        "members.Erasure",
        gettext_noop("Erasure"),
        erase={"reason": KEPT},
        order=30,
        why_kept=gettext_noop("The reason of an erasure is proof that it was asked for; it names nobody."),
    ),
)
