"""Members as lists: what is sealed is neither sorted nor asked for here; finding a person is members:search."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext

from facet.catalog import selectors as catalog_selectors
from facet.catalog.rules.categories import DictionaryKind
from facet.kernel import clock
from facet.kernel.errors import gettext_noop
from facet.kernel.listing import BatchAct, Column, Condition, ListDefinition, Total
from facet.kernel.permissions import Actor
from facet.kernel.wording import named
from facet.members import selectors
from facet.members.permissions import MembersPermission
from facet.members.rules import contacts
from facet.members.rules.areas import area_name
from facet.members.rules.trade import MARGIN_CLASSES
from facet.members.rules.words import CHANNELS, State
from facet.members.web.field_columns import field_columns
from facet.members.web.keeping_forms import in_words
from facet.members.web.words import grade_word
from facet.organisation import selectors as organisation_selectors

WEEK, SEASON, HALF_YEAR, YEAR = 7, 90, 180, 365


def _page_of(row: Any) -> str:
    return reverse("members:member", args=[row.pk])


def _grade_badge(row: Any) -> tuple[str, str, str]:
    return ("gold", "crown", grade_word(row.standing.grade_code))


def _views(actor: Actor) -> list[tuple[str, str]]:
    """Ready-made questions; "mine" only for people who have members of their own."""
    views = [
        ("birthday", gettext("Birthday in the next 7 days")),
        ("silent", gettext("90 days without a visit")),
        ("gone", gettext("A year without a visit")),
        ("new", gettext("Joined in the last 7 days")),
        ("owing", gettext("Owes points")),
    ]
    return [(f"mine-{actor.staff_id}", gettext("My own members")), *views] if actor.staff_id else views


def _view(rows: QuerySet[Any], view: str) -> QuerySet[Any]:
    today = _today()
    if view.startswith("mine-"):
        return rows.filter(clerk_id=int(view.removeprefix("mine-")))
    if view == "birthday":
        return rows.filter(selectors.born_on(today + timedelta(days=ahead) for ahead in range(WEEK)))
    if view == "new":
        return rows.filter(opened_on__gt=today - timedelta(days=WEEK))
    if view == "owing":
        return rows.filter(standing__points_owed__gt=0)
    return rows.filter(standing__last_visit_on__lte=today - timedelta(days=SEASON if view == "silent" else YEAR))


def _area(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """By any part of the area's name, or by a code and everything below it."""
    if text.isdecimal() and area_name(text):
        return rows.filter(admin_code__startswith=text.rstrip("0") if len(text.rstrip("0")) % 2 == 0 else text[:4])
    return rows.filter(area__contains=text)


def _number(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    wanted = text.upper().replace(" ", "")
    return rows.filter(number=wanted) | rows.filter(cards__number=wanted)


def _grades(_actor: Actor) -> list[tuple[str, str]]:
    return [(code, grade_word(code)) for code in selectors.grade_codes()]


def _occupations(_actor: Actor) -> list[tuple[str, str]]:
    return [(word.code, named(word)) for word in catalog_selectors.words(DictionaryKind.OCCUPATION)]


def _stores(actor: Actor) -> list[tuple[str, str]]:
    return [
        (str(store.id), named(store))
        for store in organisation_selectors.stores_of(actor, MembersPermission.VIEW_MEMBERS)
    ]


def _tags(row: Any) -> str:
    """The words of a row's tags, as far as they are in use."""
    return ", ".join(in_words(each.tag.name, each.tag.name_en) for each in row.taggings.all() if each.tag.is_active)


def _tag_choices(_actor: Actor) -> list[tuple[str, str]]:
    return [(str(tag_id), in_words(name, name_en)) for tag_id, name, name_en in selectors.tag_choices()]


def _group_choices(_actor: Actor) -> list[tuple[str, str]]:
    return [(code, in_words(*names)) for code, names in selectors.group_names().items()]


def _margin(row: Any) -> int:
    return int(getattr(row, "margin_cents", 0))


def _margin_class(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return selectors.of_margin_class(rows, value, on=_today())


def _listed(actor: Actor) -> QuerySet[Any]:
    """The members in use, for who sees costs with the margin they leave."""
    rows = selectors.members_queryset(actor).filter(state=State.ACTIVE)
    return selectors.with_margin(rows, _today()) if actor.sees("cost") else rows


def _today() -> date:
    return clock.local_date(clock.now(), "Asia/Shanghai")


def _note(actor: Actor) -> str:
    if actor.scope(MembersPermission.VIEW_MEMBERS).own:
        return gettext("Only your own members are listed. Others you find by phone, name or card.")
    return ""


COLUMNS = (
    Column("number", gettext_noop("Member number"), value="number", sort="number", link=_page_of),
    Column("name", gettext_noop("Full name"), value=lambda row: selectors.called(row.name), link=_page_of),
    Column("phone", gettext_noop("Phone"), value=lambda row: contacts.masked_phone(row.phone or "")),
    Column("grade", gettext_noop("Grade"), value=_grade_badge, kind="badge", sort="standing__grade_code"),
    Column("points", gettext_noop("Points"), value="standing.points_available", kind="points",
           sort="standing__points_available"),
    Column("spend", gettext_noop("Spent in all"), value="standing.spend_cents", kind="yuan",
        sort="standing__spend_cents"),
    Column("visits", gettext_noop("Visits"), value="standing.visits", kind="int", sort="standing__visits"),
    Column("last_visit", gettext_noop("Last visit"), value="standing.last_visit_on", kind="date",
           sort="standing__last_visit_on"),
    Column("opened_on", gettext_noop("Joined"), value="opened_on", kind="date", sort="opened_on"),
    Column("clerk", gettext_noop("Clerk"), value="clerk.name", sort="clerk__name"),
    Column("store", gettext_noop("Store"), value=lambda row: named(row.home_store), sort="home_store__name"),
    Column("area", gettext_noop("Home area"), value="area", sort="admin_code"),
    Column("tags", gettext_noop("Tags"), value=_tags),
    Column("margin", gettext_noop("Margin of a year"), value=_margin, kind="yuan", switch="cost",
           hint=gettext_noop("Tax and cost taken off.")),
)  # fmt: skip

CONDITIONS = (
    Condition("ready", gettext_noop("Ready-made question"), kind="choice", apply=_view, choices=_views),
    Condition("number", gettext_noop("Member or card number"), kind="text", apply=_number),
    Condition("grade", gettext_noop("Grade"), kind="choice", apply="standing__grade_code", choices=_grades),
    Condition("store", gettext_noop("Store"), kind="choice", apply="home_store_id", choices=_stores),
    Condition("last_visit", gettext_noop("Last visit"), kind="dates", apply="standing__last_visit_on"),
    Condition("opened", gettext_noop("Joined"), kind="dates", apply="opened_on"),
    Condition("spend", gettext_noop("Spent in all"), kind="range", apply="standing__spend_cents", unit="yuan"),
    Condition("points", gettext_noop("Points"), kind="range", apply="standing__points_available", unit="points"),
    Condition("channel", gettext_noop("Origin"), kind="choice", apply="channel",
              choices=tuple((str(code), label) for code, label in CHANNELS.items())),
    Condition("area", gettext_noop("Home area"), kind="text", apply=_area),
    Condition("tag", gettext_noop("Member tag"), kind="choice", apply="taggings__tag_id", choices=_tag_choices),
    Condition("group", gettext_noop("Group"), kind="choice", apply="group_memberships__group__code",
              choices=_group_choices),
    Condition("visits", gettext_noop("Visits"), kind="range", apply="standing__visits"),
    Condition("credit", gettext_noop("Open credit"), kind="range", apply="standing__credit_open_cents", unit="yuan"),
    Condition("margin", gettext_noop("Margin of a year"), kind="range", apply="margin_cents", unit="yuan",
              switch="cost"),
    Condition("margin_class", gettext_noop("Margin class"), kind="choice", apply=_margin_class, switch="cost",
              choices=tuple(MARGIN_CLASSES.items())),
    Condition("occupation", gettext_noop("Kind of occupation"), kind="choice", apply="occupation_kind",
              choices=_occupations),
)  # fmt: skip

MEMBERS = ListDefinition(
    key="members.members",
    title=gettext_noop("Members"),
    purpose=gettext_noop("The people in your care: their grade, points, spending and last visit."),
    permission=MembersPermission.VIEW_MEMBERS,
    queryset=_listed,
    columns=COLUMNS,
    conditions=CONDITIONS,
    order=("-opened_on", "-id"),
    totals=(
        Total("members", gettext_noop("Members"), Count("id")),
        Total("points", gettext_noop("Points"), Sum("standing__points_available"), kind="points"),
        Total("spend", gettext_noop("Spent in all"), Sum("standing__spend_cents"), kind="yuan"),
    ),
    actions=(
        (gettext_noop("Add a member"), "members:add", MembersPermission.CREATE_MEMBERS),
        (gettext_noop("Find member"), "members:search", MembersPermission.VIEW_MEMBERS),
        (gettext_noop("Archived files"), "members:archived", MembersPermission.ARCHIVE_MEMBERS),
        (gettext_noop("Invite by QR"), "members:invite", MembersPermission.CREATE_MEMBERS),
        (gettext_noop("Cards"), "members:cards", MembersPermission.VIEW_MEMBERS),
        (gettext_noop("Public members"), "members:public", MembersPermission.CLAIM_MEMBERS),
        (gettext_noop("Hand over members"), "members:hand_over", MembersPermission.HAND_OVER),
    ),
    empty=gettext_noop("No member of yours yet. Add one, or ask a colleague to hand one over."),
    note=_note,
    growing=field_columns,
    batch=(
        BatchAct("tag", gettext_noop("Tag them"), MembersPermission.EDIT_MEMBERS, "members:tag_picked", "tags"),
        BatchAct(
            "group", gettext_noop("Put into a group"), MembersPermission.MANAGE_GROUPS, "members:group_picked", "users"
        ),
        BatchAct(
            "give",
            gettext_noop("Give to a colleague"),
            MembersPermission.HAND_OVER,
            "members:give_picked",
            "user-share",
        ),
    ),
    export_permission=MembersPermission.EXPORT_MEMBERS,
    icon="address-book",
)

ARCHIVED = ListDefinition(
    key="members.archived",
    title=gettext_noop("Archived members"),
    purpose=gettext_noop("Files that were put away. Open one to read it or to bring it back."),
    permission=MembersPermission.ARCHIVE_MEMBERS,
    queryset=lambda actor: selectors.members_queryset(actor).filter(state=State.ARCHIVED),
    columns=(*COLUMNS[:4], Column("archived_at", gettext_noop("Archived"), value="archived_at", kind="datetime",
                                  sort="archived_at")),
    conditions=(CONDITIONS[1],),
    order=("-archived_at", "-id"),
    empty=gettext_noop("Nothing has been archived."),
    export_permission=MembersPermission.EXPORT_MEMBERS,
    icon="archive",
)  # fmt: skip
