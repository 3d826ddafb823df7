"""What the older system said of points, grades and stored value, on the chain's first day here. Source: R312."""

import secrets
from collections.abc import Sequence

from django.conf import settings

from facet.kernel.clock import local_date
from facet.kernel.errors import gettext_noop
from facet.kernel.importing import ImportColumn, ImportRow
from facet.kernel.importing.opening import CARD, Opened, OpeningSheet, Tie, total_of
from facet.kernel.transactions import joins_unit_of_work
from facet.loyalty.models import GradeChange, PointsAccount, StoredValueAccount
from facet.loyalty.rules import codes, ledger
from facet.loyalty.rules.grade import reached_for
from facet.loyalty.rules.kinds import GradeCause
from facet.loyalty.rules.stored_value import CardKind, Value, ValueKind
from facet.loyalty.selectors.first_day import check_grades, spellings_of_grades
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.services.posting import Posting, open_account, post_credit, post_debit
from facet.loyalty.services.stored_value import ValueMovement, post_value
from facet.members import services as members_services
from facet.members.errors import SheetsWrong

DOCUMENT = "members.opening"
REASON = gettext_noop("Brought over from the older system")


@joins_unit_of_work
def open_points(opened: Opened, rows: Sequence[ImportRow]) -> None:
    """One lot for each row, with its own last day; they count for no grade: the grade comes with its sheet."""
    line_of: dict[int, int] = {}
    for row in rows:
        member_id = opened.members[row.values["card"]]
        standing = members_services.lock_standing(member_id)
        account = open_account(member_id)
        line_of[member_id] = line_of.get(member_id, -1) + 1
        posting = Posting(
            operation_id=opened.act_id, at=opened.at, document=DOCUMENT, line_no=line_of[member_id], reason=REASON,
            trace={"kind": "opening", "line": row.line},
        )  # fmt: skip
        changes = ledger.adjust(account.balance, row.values["points"])
        post_credit(account, changes=changes, posting=posting, expires_on=row.values["expires_on"])
        members_services.apply_standing(standing, **account.standing_columns)


@joins_unit_of_work
def open_grades(opened: Opened, rows: Sequence[ImportRow]) -> None:
    """The grade that each member had, the points it was judged by, and through which day it is protected."""
    known, on = spellings_of_grades(), local_date(opened.at, settings.TIME_ZONE)
    programme = programme_on(on)
    for row in rows:
        member_id, code = opened.members[row.values["card"]], known[row.values["grade"]]
        standing = members_services.lock_standing(member_id)
        account = open_account(member_id)
        if row.values.get("lifetime"):
            _count_for_life(opened, account, row)
        if row.values.get("protected_until") and code != programme.ladder[0].code:
            reached = reached_for(row.values["protected_until"], basis=programme.basis)
            if reached > on:
                raise SheetsWrong(count=1, first=f"{row.line}: {row.values['protected_until']}")
            GradeChange.objects.create(
                member_id=member_id, before=programme.ladder[0].code, after=code, at=opened.at, on=reached,
                cause=GradeCause.OPENING.value, rule_version_id=programme.version_id, lifetime=account.lifetime,
            )  # fmt: skip
        members_services.apply_standing(standing, grade_code=code, **account.standing_columns)


def _count_for_life(opened: Opened, account: PointsAccount, row: ImportRow) -> None:
    posting = Posting(
        operation_id=opened.act_id, at=opened.at, document=DOCUMENT, reason=REASON,
        line_no=account.entries.filter(operation_id=opened.act_id).count(),
        trace={"kind": "opening", "line": row.line},
    )  # fmt: skip
    post_debit(account, change=ledger.brought_over(account.balance, row.values["lifetime"]), posting=posting, takes=())


@joins_unit_of_work
def open_stored_value(opened: Opened, rows: Sequence[ImportRow]) -> None:
    """One named card for each row, principal and bonus apart."""
    on = local_date(opened.at, settings.TIME_ZONE)
    for row in rows:
        member_id = opened.members[row.values["card"]]
        account = StoredValueAccount.objects.create(
            number=codes.code_of(secrets.randbits(codes.BITS)), kind=CardKind.NAMED.value, member_id=member_id,
            opened_at=opened.at,
            store_id=members_services.lock_standing(member_id).member.home_store_id,
            loaded_cents=row.values["principal"] or 0,
        )  # fmt: skip
        movement = ValueMovement(
            act_id=opened.act_id, document=DOCUMENT, at=opened.at, on=on, store_id=account.store_id, reason=REASON
        )
        value = Value(row.values["principal"] or 0, row.values["bonus"] or 0)
        post_value(opened.actor, account, value, kind=ValueKind.LOADED, movement=movement)


SHEETS = (
    OpeningSheet(
        key="points", names=("积分", "Points"), title=gettext_noop("Points"), apply=open_points, order=20,
        columns=(
            CARD,
            ImportColumn("points", ("积分", "Points"), "points", required=True, least=1, most=10**9, example="1280"),
            ImportColumn("expires_on", ("到期日", "Expires"), "date", required=True, example="2026-12-31",
                         hint=gettext_noop("The last day on which these points can be used.")),
        ),
        ties=(Tie("points", ("积分", "Points"), "points", total_of("points")),),
    ),
    OpeningSheet(
        key="grades", names=("等级", "Grades"), title=gettext_noop("Grades"), apply=open_grades, order=30,
        check=check_grades, unique=("card",),
        columns=(
            CARD,
            ImportColumn("grade", ("等级", "Grade"), required=True, limit=32, example="gold"),
            ImportColumn("lifetime", ("累计积分", "Points ever"), "points", least=0, most=10**10, example="6200",
                         hint=gettext_noop("What grades are judged by, spent points too.")),
            ImportColumn("protected_until", ("保级至", "Protected through"), "date", example="2027-03-31",
                         hint=gettext_noop("The last day on which the grade cannot be lost.")),
        ),
        ties=(Tie("lifetime", ("累计积分", "Points ever"), "points", total_of("lifetime"), is_optional=True),),
    ),
    OpeningSheet(
        key="stored_value", names=("储值", "Stored value"), title=gettext_noop("Stored value"), order=40,
        apply=open_stored_value, unique=("card",),
        columns=(
            CARD,
            ImportColumn("principal", ("本金", "Principal"), "yuan", required=True, least=0, most=10**9),
            ImportColumn("bonus", ("赠送", "Bonus"), "yuan", least=0, most=10**9, example="200.00"),
        ),
        ties=(
            Tie("principal", ("储值本金", "Stored principal"), "yuan", total_of("principal")),
            Tie("bonus", ("储值赠送", "Stored bonus"), "yuan", total_of("bonus")),
        ),
    ),
)  # fmt: skip
