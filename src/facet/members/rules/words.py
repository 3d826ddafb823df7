"""The words that a member's file chooses from. Pure; labels are English and translated when shown."""

from enum import StrEnum

from facet.kernel.errors import gettext_noop


class State(StrEnum):
    """Whether a file is in use."""

    ACTIVE = "active"
    ARCHIVED = "archived"


class Channel(StrEnum):
    """How a member came to us."""

    STORE = "store"
    REFERRAL = "referral"
    WECHAT = "wechat"
    ONLINE = "online"
    EVENT = "event"
    IMPORT = "import"
    QR = "qr"


class CardState(StrEnum):
    """Whether a card may be used."""

    ACTIVE = "active"
    REPLACED = "replaced"
    LOST = "lost"
    FROZEN = "frozen"
    EXPIRED = "expired"


class ConsentChannel(StrEnum):
    """What a member allows or forbids us to use."""

    SMS = "sms"
    WECHAT = "wechat"
    PHONE = "phone"
    EMAIL = "email"


class ConsentPurpose(StrEnum):
    """What we would use it for."""

    MARKETING = "marketing"
    SERVICE = "service"
    SURVEY = "survey"


class RelationKind(StrEnum):
    """What the other person is to the member."""

    SPOUSE = "spouse"
    PARTNER = "partner"
    CHILD = "child"
    PARENT = "parent"
    SIBLING = "sibling"
    FRIEND = "friend"
    COLLEAGUE = "colleague"


class Happened(StrEnum):
    """What a line of the timeline tells of."""

    SALE = "sale"
    RETURN = "return"
    POINTS = "points"
    GRADE = "grade"
    CONTACT = "contact"
    SERVICE = "service"
    FILE = "file"
    OPENING = "opening"  # figures brought over from an older system


class TokenKind(StrEnum):
    """Which blind index a token belongs to; one letter, it stands in millions of rows."""

    PHONE = "p"
    TAIL = "t"
    NAME = "n"
    PINYIN = "y"
    INITIALS = "i"
    SOLAR = "s"
    LUNAR = "l"
    EMAIL = "e"


STATES = {State.ACTIVE: gettext_noop("Active"), State.ARCHIVED: gettext_noop("Archived")}
GENDERS = {"f": gettext_noop("Female"), "m": gettext_noop("Male")}
HONORIFICS = {"f": gettext_noop("Ms"), "m": gettext_noop("Mr")}
CHANNELS = {
    Channel.STORE: gettext_noop("Walked in"),
    Channel.REFERRAL: gettext_noop("Referred by a member"),
    Channel.WECHAT: gettext_noop("WeChat"),
    Channel.ONLINE: gettext_noop("Online shop"),
    Channel.EVENT: gettext_noop("Event"),
    Channel.IMPORT: gettext_noop("Older system"),
    Channel.QR: gettext_noop("QR on their own phone"),
}
CARD_STATES = {
    CardState.ACTIVE: gettext_noop("In use"),
    CardState.REPLACED: gettext_noop("Replaced"),
    CardState.LOST: gettext_noop("Lost"),
    CardState.FROZEN: gettext_noop("Frozen"),
    CardState.EXPIRED: gettext_noop("Expired"),
}
CONSENT_CHANNELS = {
    ConsentChannel.SMS: gettext_noop("Text messages"),
    ConsentChannel.WECHAT: gettext_noop("WeChat"),
    ConsentChannel.PHONE: gettext_noop("Phone calls"),
    ConsentChannel.EMAIL: gettext_noop("E-mail"),
}
CONSENT_PURPOSES = {
    ConsentPurpose.MARKETING: gettext_noop("News and offers"),
    ConsentPurpose.SERVICE: gettext_noop("Orders, repairs and reminders"),
    ConsentPurpose.SURVEY: gettext_noop("Questions about our service"),
}
RELATION_KINDS = {
    RelationKind.SPOUSE: gettext_noop("Spouse"),
    RelationKind.PARTNER: gettext_noop("Partner"),
    RelationKind.CHILD: gettext_noop("Child"),
    RelationKind.PARENT: gettext_noop("Parent"),
    RelationKind.SIBLING: gettext_noop("Sibling"),
    RelationKind.FRIEND: gettext_noop("Friend"),
    RelationKind.COLLEAGUE: gettext_noop("Colleague"),
}
SEEN_FROM_THE_OTHER_SIDE = {RelationKind.CHILD: RelationKind.PARENT, RelationKind.PARENT: RelationKind.CHILD}
HAPPENED = {
    Happened.SALE: gettext_noop("Purchase"),
    Happened.RETURN: gettext_noop("Return"),
    Happened.POINTS: gettext_noop("Points"),
    Happened.GRADE: gettext_noop("Grade"),
    Happened.CONTACT: gettext_noop("Contact"),
    Happened.SERVICE: gettext_noop("Service"),
    Happened.FILE: gettext_noop("File"),
    Happened.OPENING: gettext_noop("Brought forward"),
}
# Allergies are stored as these words or as free text; known ones are translated when shown.
ALLERGIES = {
    "nickel": gettext_noop("Nickel allergy"),
    "cobalt": gettext_noop("Cobalt allergy"),
    "copper": gettext_noop("Copper allergy"),
    "silver": gettext_noop("Silver allergy"),
    "latex": gettext_noop("Latex allergy"),
}
