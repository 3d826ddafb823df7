"""Reading the sections beside earning: gifts, referral, points as cash, waiting, expiry, what grades rest on. Pure.

A section that a version does not have is its default: what the rules meant before the section existed.
"""

from facet.kernel.errors import gettext_noop
from facet.kernel.money import BASIS
from facet.loyalty.errors import ProgrammeInvalid
from facet.loyalty.rules.earning_base import EarningBase
from facet.loyalty.rules.kinds import BasisKind, PointsClass
from facet.loyalty.rules.reading import (
    LARGEST_CENTS,
    LARGEST_POINTS,
    Json,
    codes,
    day,
    rows_of,
    section,
    text,
    truth,
    whole,
    wholes,
)
from facet.loyalty.rules.sections import (
    Expiry,
    GradeBasis,
    Occasion,
    Pending,
    PointsAsCash,
    Referral,
    ReferralLevel,
    Rewards,
    SpecialConsumption,
    Transfer,
)

POINTS = (0, LARGEST_POINTS)
FREE_LEVELS, MOST_LEVELS = 2, 3
EXCLUDABLE = {"by_weight", "bar", "fixed", "labour"}


def rewards(rules: Json) -> Rewards:
    """What is given beside tickets. Raises: ProgrammeInvalid."""
    given = ("registration", "birthday", "survey", "first_purchase")
    found = section(rules, "rewards", known={*given, "occasions", "special"})
    return Rewards(
        **{key: whole(found, key, where="rewards", bounds=POINTS, default=0) for key in given},
        occasions=tuple(_occasion(item, where) for where, item in rows_of(found, "occasions", within="rewards ")),
        special=tuple(_special(item, where) for where, item in rows_of(found, "special", within="rewards ")),
    )


def _occasion(item: Json, where: str) -> Occasion:
    occasion = Occasion(
        name=text(item, "name", where=where),
        name_en=text(item, "name_en", where=where, needed=False),
        begins=day(item, "begins", where=where),
        until=day(item, "until", where=where),
        points=whole(item, "points", where=where, bounds=(1, LARGEST_POINTS)),
        group_code=text(item, "group_code", where=where, needed=False),
    )
    if not occasion.begins < occasion.until:
        raise ProgrammeInvalid(where=where, reason=gettext_noop("ends before it begins"))
    return occasion


def _special(item: Json, where: str) -> SpecialConsumption:
    points_class = text(item, "points_class", where=where, needed=False) if item.get("points_class") else ""
    if points_class and points_class not in set(PointsClass):
        raise ProgrammeInvalid(
            where=f"{where} points_class", reason=gettext_noop("names something the programme does not know")
        )
    special = SpecialConsumption(
        name=text(item, "name", where=where),
        name_en=text(item, "name_en", where=where, needed=False),
        points=whole(item, "points", where=where, bounds=(1, LARGEST_POINTS)),
        min_cents=whole(item, "min_cents", where=where, bounds=(0, LARGEST_CENTS), default=0),
        points_class=points_class,
        first=truth(item, "first", where=where),
    )
    if not (special.min_cents or special.points_class or special.first):
        raise ProgrammeInvalid(where=where, reason=gettext_noop("needs a condition: an amount, goods or a first time"))
    return special


def referral(rules: Json) -> Referral:
    """Who brought whom. Raises: ProgrammeInvalid, also for a third level nobody confirmed."""
    found = section(rules, "referral", known={"levels", "return_window_days", "third_level_confirmed"})
    rows = rows_of(found, "levels", within="referral ")
    confirmed = truth(found, "third_level_confirmed", where="referral")
    if len(rows) > (MOST_LEVELS if confirmed else FREE_LEVELS):
        reason = gettext_noop("two levels at most; a third only after the legal warning was confirmed")
        raise ProgrammeInvalid(where="referral levels", reason=reason)
    return Referral(
        levels=tuple(
            ReferralLevel(
                whole(item, "fixed_points", where=where, bounds=POINTS, default=0),
                whole(item, "percent_bp", where=where, bounds=(0, BASIS), default=0),
            )
            for where, item in rows
        ),
        return_window_days=whole(found, "return_window_days", where="referral", bounds=(0, 365), default=7),
        third_level_confirmed=confirmed,
    )


def cash(rules: Json) -> PointsAsCash:
    """Points as a means of payment. Raises: ProgrammeInvalid."""
    if not rules.get("cash"):
        return PointsAsCash()
    found = section(rules, "cash", known={"min_points", "points", "cents", "share_bp", "steps", "excluded"})
    steps = sorted(
        (
            whole(item, "points", where=where, bounds=(1, LARGEST_POINTS)),
            whole(item, "cents", where=where, bounds=(1, LARGEST_CENTS)),
        )
        for where, item in rows_of(found, "steps", within="cash ")
    )
    if len({points for points, _cents in steps}) != len(steps):
        raise ProgrammeInvalid(where="cash steps", reason=gettext_noop("two steps take the same points"))
    default = PointsAsCash()
    return PointsAsCash(
        min_points=whole(found, "min_points", where="cash", bounds=POINTS, default=0),
        points=whole(found, "points", where="cash", bounds=(1, LARGEST_POINTS)),
        cents=whole(found, "cents", where="cash", bounds=(0, LARGEST_CENTS)),
        share_bp=whole(found, "share_bp", where="cash", bounds=(0, BASIS)),
        steps=tuple(steps),
        excluded=codes(found, "excluded", where="cash", known=EXCLUDABLE) if "excluded" in found else default.excluded,
    )


def pending(rules: Json) -> Pending:
    """How long earned points wait. Raises: ProgrammeInvalid."""
    found = section(rules, "pending", known={"days"})
    return Pending(whole(found, "days", where="pending", bounds=(0, 365), default=0))


def transfer(rules: Json) -> Transfer:
    """Who may give points to whom. Raises: ProgrammeInvalid."""
    found = section(rules, "transfer", known={"in_household"})
    return Transfer(truth(found, "in_household", where="transfer"))


def expiry(rules: Json) -> Expiry:
    """When points end; `years_kept` stands beside the section, where it always stood. Raises: ProgrammeInvalid."""
    found = section(rules, "expiry", known={"notice_days", "grace_days"})
    default = Expiry()
    notices = wholes(found, "notice_days", where="expiry", bounds=(1, 365), default=default.notice_days)
    return Expiry(
        years_kept=whole(rules, "years_kept", where="years_kept", bounds=(0, 20)),
        notice_days=tuple(sorted(set(notices), reverse=True)),
        grace_days=whole(found, "grace_days", where="expiry", bounds=(0, 365), default=default.grace_days),
    )


def basis(rules: Json) -> GradeBasis:
    """What the ladder rests on. Raises: ProgrammeInvalid."""
    found = section(rules, "basis", known={"kind", "months", "protection_days", "grace_days", "downgrade"})
    kind = found.get("kind", BasisKind.LIFETIME.value)
    if kind not in set(BasisKind):
        raise ProgrammeInvalid(where="basis kind", reason=gettext_noop("names something the programme does not know"))
    months = whole(found, "months", where="basis", bounds=(1, 120)) if found.get("months") is not None else None
    if kind == BasisKind.PERIOD_POINTS and months is None:
        raise ProgrammeInvalid(where="basis months", reason=gettext_noop("must say how many months count"))
    if months is not None and kind in (BasisKind.LIFETIME, BasisKind.BALANCE, BasisKind.CREDIT_LIMIT):
        raise ProgrammeInvalid(where="basis months", reason=gettext_noop("this basis has no period"))
    return GradeBasis(
        kind=BasisKind(str(kind)),
        months=months,
        protection_days=whole(found, "protection_days", where="basis", bounds=(0, 3650), default=0),
        grace_days=whole(found, "grace_days", where="basis", bounds=(0, 3650), default=0),
        downgrade=truth(found, "downgrade", where="basis"),
    )


def earning_base(rules: Json) -> EarningBase:
    """The amount that tickets earn on. Raises: ProgrammeInvalid."""
    named = rules.get("earning_base", EarningBase.PAID.value)
    if named not in set(EarningBase):
        raise ProgrammeInvalid(where="earning_base", reason=gettext_noop("names something the programme does not know"))
    return EarningBase(str(named))
