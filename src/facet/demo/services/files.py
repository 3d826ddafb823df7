"""Members' files, a hundred at a time: what `create_member` and `add_relation` leave behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from facet.audit import services as audit_services
from facet.catalog.models import DictionaryEntry
from facet.demo.rules import chain
from facet.demo.rules.people import MemberPlan
from facet.demo.services.acts import portion
from facet.demo.services.rows import insert
from facet.kernel import outbox
from facet.kernel.clock import local_date
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.members import services as members_services
from facet.members.models import Card, CardType, Consent, Member, MemberToken, Relation, Standing
from facet.members.rules.cards import last_day
from facet.members.rules.columns import columns_of
from facet.members.rules.numbers import card_number, member_number
from facet.members.rules.timeline import Happening
from facet.members.rules.tokens import Findable, texts_of
from facet.members.rules.words import CardState, Happened
from facet.members.selectors.search import token_of
from facet.organisation.models import Store


@dataclass(frozen=True, slots=True)
class Portion:
    """Some files in the order of opening; `first` is the number of the first, counted from 0."""

    name: str
    first: int
    plans: Sequence[MemberPlan]


@unit_of_work
def open_files(files: Portion, *, clerks: dict[str, Actor], recent: datetime, at: datetime) -> None:
    """Open `files`; those since `recent` also stand in the audit record and the outbox."""
    act = portion(files.name, at=at)
    if act.done:
        return
    stores = {row.code: row for row in Store.objects.all()}
    numbers = {number: member_number(number + 1) for number in range(files.first + len(files.plans))}
    near = {each for plan in files.plans for each in (plan.referrer, *(one.other for one in plan.relatives))}
    wanted = [numbers[each] for each in near if each is not None and each < files.first]
    known = dict(Member.objects.filter(number__in=wanted).values_list("number", "pk"))
    members = _people(files, stores, clerks)
    _referred(members, files, known, numbers)
    Member.objects.bulk_create(members, batch_size=100)
    known |= {member.number: member.pk for member in members}
    Standing.objects.bulk_create(Standing(member=member) for member in members)
    _tokens(members)
    _cards(members, files)
    _facts(members, files, clerks)
    _relatives(members, files, known, numbers)
    _tell(members, files, (stores, clerks, recent))
    act.finish(members=len(members))


def _people(files: Portion, stores: dict[str, Store], clerks: dict[str, Actor]) -> list[Member]:
    rows = []
    for number, plan in enumerate(files.plans, start=files.first + 1):
        store = stores[plan.store]
        rows.append(
            Member(
                number=member_number(number), opened_on=local_date(plan.opened_at, chain.ZONE), opened_store=store,
                home_store=store, clerk_id=clerks[plan.clerk].staff_id, channel=plan.channel.value,
                created_at=plan.opened_at, **columns_of(plan.person),
            )
        )  # fmt: skip
    return rows


def _referred(members: list[Member], files: Portion, known: dict[str, int], numbers: dict[int, str]) -> None:
    """Name who brought whom; somebody of the same portion has no key yet and counts as walked in."""
    for member, plan in zip(members, files.plans, strict=True):
        if plan.referrer is not None and numbers[plan.referrer] in known:
            member.referrer_id = known[numbers[plan.referrer]]


def _tokens(members: list[Member]) -> None:
    """What the search finds them by, as `members.services.tokens` makes it."""
    rows = []
    for member in members:
        born = date.fromisoformat(member.birth_date) if member.birth_date else None
        facts = Findable(name=member.name, phone=member.phone, email=member.email, birth_date=born)
        rows += [
            {"member_id": member.pk, "kind": text[0].value, "token": token_of(text)} for text in sorted(texts_of(facts))
        ]
    insert(MemberToken, rows)


def _cards(members: list[Member], files: Portion) -> None:
    types = {row.code: row for row in CardType.objects.all()}
    rows = []
    for number, (member, plan) in enumerate(zip(members, files.plans, strict=True), start=files.first + 1):
        kind = types[plan.card_type]
        rows.append(
            Card(
                number=card_number(number), member=member, card_type=kind, state=CardState.ACTIVE.value,
                issued_on=member.opened_on, issued_store_id=member.opened_store_id,
                expires_on=last_day(member.opened_on, kind.valid_months),
            )
        )  # fmt: skip
    Card.objects.bulk_create(rows)


def _facts(members: list[Member], files: Portion, clerks: dict[str, Actor]) -> None:
    """Consents and tastes."""
    tastes = dict(DictionaryEntry.objects.filter(kind="style").values_list("code", "pk"))
    through: Any = Member.preferences.through
    consents, preferences = [], []
    for member, plan in zip(members, files.plans, strict=True):
        consents += [
            Consent(member=member, channel=channel.value, is_granted=granted, given_at=plan.opened_at,
                    recorded_by=clerks[plan.clerk].key, store_id=member.opened_store_id)
            for channel, granted in plan.consents
        ]  # fmt: skip
        preferences += [through(member_id=member.pk, dictionaryentry_id=tastes[code]) for code in plan.tastes]
    Consent.objects.bulk_create(consents)
    through.objects.bulk_create(preferences)


def _relatives(members: list[Member], files: Portion, known: dict[str, int], numbers: dict[int, str]) -> None:
    rows = []
    for member, plan in zip(members, files.plans, strict=True):
        for each in plan.relatives:
            other = known[numbers[each.other]] if each.other is not None else None
            rows.append(
                Relation(
                    member=member, kind=each.kind.value, other_id=other, name="" if other else each.name,
                    birth_date=each.born.isoformat() if each.born else "", created_at=plan.opened_at,
                )
            )  # fmt: skip
    Relation.objects.bulk_create(rows)


def _tell(members: list[Member], files: Portion, known: tuple[dict[str, Store], dict[str, Actor], datetime]) -> None:
    """The timeline of each; audit and outbox for the recent ones."""
    stores, clerks, recent = known
    happened = []
    for number, (member, plan) in enumerate(zip(members, files.plans, strict=True), start=files.first + 1):
        store = stores[plan.store]
        happened.append(
            (
                member.pk,
                Happening(kind=Happened.FILE, at=plan.opened_at, on=member.opened_on,
                          title=gettext_noop("Joined at {store}"), facts={"store": store.name}, store_id=store.pk),
            )
        )  # fmt: skip
        if plan.opened_at < recent:
            continue
        audit_services.record(
            clerks[plan.clerk], "members.member_created", at=plan.opened_at,
            subject=("members.member", member.pk, member.number), store=(store.pk, store.name),
            channel=plan.channel.value, card=card_number(number), similar=False,
        )  # fmt: skip
        outbox.publish(
            "members.member_created", at=plan.opened_at, member_id=member.pk, store_id=store.pk,
            clerk_id=member.clerk_id,
        )  # fmt: skip
    members_services.record_events(happened)
