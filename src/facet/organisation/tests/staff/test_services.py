from datetime import date, timedelta

import pytest

from facet.audit.models import Event
from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.kernel.permissions import house
from facet.organisation import flows, selectors, services
from facet.organisation.errors import CodeTaken, HasLeft, LastAdministrator, OwnRoles
from facet.organisation.models import ApiToken, Role, Staff
from facet.organisation.permissions import OrganisationPermission as P
from facet.organisation.tests import factories as make

pytestmark = pytest.mark.django_db
AT = make.moment()


@pytest.fixture
def boss():
    make.roles()
    return selectors.actor_of(make.person("boss", "administrator").pk, via="web")


def account(username="ana", code="E0001"):
    return services.AccountIn(username, code, flows.encoded("a quiet gold ring"))


def test_somebody_is_taken_on_without_any_right(boss):
    make.department(), make.store("S01")
    services.create_staff(actor=boss, account=account(" ANA "), request=services.StaffIn("林嘉慧", "D1", "S01"), at=AT)
    row = Staff.objects.get(code="E0001")
    assert (row.username, row.must_change_password, row.store.code) == ("ana", True, "S01")
    assert selectors.actor_of(row.pk, via="web").grants == {}


@pytest.mark.parametrize(
    ("given", "request_", "refusal"),
    [
        (account("boss"), services.StaffIn("x", "D1"), CodeTaken),
        (account(code="BOSS"), services.StaffIn("x", "D1"), CodeTaken),
        (account("林"), services.StaffIn("x", "D1"), Invalid),
        (account(code="a b"), services.StaffIn("x", "D1"), Invalid),
        (account(), services.StaffIn("x", "D9"), NotFound),
        (account(), services.StaffIn("x", "D1", "S99"), NotFound),
    ],
)
def test_a_file_that_cannot_be_is_refused(boss, given, request_, refusal):
    before = Event.objects.count()
    with pytest.raises(refusal):
        services.create_staff(actor=boss, account=given, request=request_, at=AT)
    assert (Staff.objects.count(), Event.objects.count()) == (1, before)


def test_a_store_with_the_right_takes_people_on_for_itself_only():
    make.department()
    store, other = make.store("S01"), make.store("S02")
    local = make.actor(P.MANAGE_STAFF, stores={store.pk})
    services.create_staff(actor=local, account=account(), request=services.StaffIn("x", "D1", "S01"), at=AT)
    for place in ("S02", ""):
        with pytest.raises(NotPermitted):
            services.create_staff(
                actor=local, account=account("b2", "B2"), request=services.StaffIn("x", "D1", place), at=AT
            )
    stranger = make.staff("far", home=other)
    with pytest.raises(NotFound):
        services.edit_staff(actor=local, staff_id=stranger.pk, request=services.StaffIn("x", "D1", "S01"), at=AT)
    with pytest.raises(NotFound):
        flows.reset_password(actor=local, staff_id=stranger.pk, at=AT)


def test_roles_are_given_by_headquarters_and_never_to_oneself(boss):
    row = make.staff("ana", home=make.store("S01"))
    services.give_role(actor=boss, staff_id=row.pk, request=services.RoleIn("clerk"), at=AT)
    services.give_role(actor=boss, staff_id=row.pk, request=services.RoleIn("clerk"), at=AT)
    assert selectors.actor_of(row.pk, via="web").roles == ("clerk",)
    local = make.actor(P.MANAGE_STAFF, stores={row.store_id}, staff_id=9)
    for actor, staff_id, refusal in ((local, row.pk, NotPermitted), (boss, boss.staff_id, OwnRoles)):
        with pytest.raises(refusal):
            services.give_role(actor=actor, staff_id=staff_id, request=services.RoleIn("accountant"), at=AT)
    both = services.RoleIn("clerk", store="S01", area="A1")
    with pytest.raises(Invalid):
        services.give_role(actor=boss, staff_id=row.pk, request=both, at=AT)
    with pytest.raises(NotFound):
        services.give_role(actor=boss, staff_id=row.pk, request=services.RoleIn("king"), at=AT)


def test_the_last_administrator_stays(boss):
    second = make.person("second", "administrator")
    other = selectors.actor_of(second.pk, via="web")
    services.take_role(actor=boss, staff_id=second.pk, assignment_id=second.assignments.get().pk, at=AT)
    last = Staff.objects.get(username="boss")
    for act in (
        lambda: services.take_role(actor=other, staff_id=last.pk, assignment_id=last.assignments.get().pk, at=AT),
        lambda: services.leave_staff(actor=house("test"), staff_id=last.pk, left_on=date(2026, 11, 21), at=AT),
    ):
        with pytest.raises(LastAdministrator):
            act()
    last.refresh_from_db()
    assert (last.is_active, last.assignments.count()) == (True, 1)


def test_who_leaves_loses_roles_and_tokens_and_keeps_the_name(boss, client):
    row = make.person("ana", "clerk", home=make.store("S01"))
    header = make.bearer(row)
    client.force_login(row)
    assert client.get("/api/v1/tasks", headers=header).status_code == 200
    services.leave_staff(actor=boss, staff_id=row.pk, left_on=date(2026, 11, 21), at=AT)
    assert client.get("/api/v1/tasks", headers=header).status_code == 401
    assert client.get("/preferences").status_code == 302
    row.refresh_from_db()
    assert (row.name, row.is_active, row.assignments.count()) == ("员工 ana", False, 0)
    with pytest.raises(HasLeft):
        services.edit_staff(actor=boss, staff_id=row.pk, request=services.StaffIn("x", "D1"), at=AT)
    with pytest.raises(HasLeft):
        flows.reset_password(actor=boss, staff_id=row.pk, at=AT)


def test_a_token_works_until_it_expires_or_is_ended(boss, client, time_machine):
    row = make.person("ana", "clerk", home=make.store("S01"))
    time_machine.move_to(AT)
    header = make.bearer(row)
    assert client.get("/api/v1/tasks", headers=header).status_code == 200
    assert ApiToken.objects.get().last_used_on == AT.date()
    assert header["Authorization"].removeprefix("Bearer ") not in str(ApiToken.objects.values().get())
    time_machine.move_to(AT + timedelta(days=1))
    assert client.get("/api/v1/tasks", headers=header).status_code == 401
    fresh = make.bearer(row)
    services.revoke_token(actor=boss, token_id=ApiToken.objects.latest("pk").pk, at=AT)
    assert client.get("/api/v1/tasks", headers=fresh).status_code == 401


@pytest.mark.parametrize("header", [None, "Bearer ", "Bearer facet_x", "Basic YTpi", "Bearer \u00e9", "facet_x"])
def test_a_call_without_a_valid_token_is_refused(client, header):
    headers = {"Authorization": header} if header else {}
    answer = client.get("/api/v1/stores", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


def test_the_first_administrator_of_an_empty_house(capsys):
    from django.core.management import CommandError, call_command

    call_command("create_administrator", "admin", "--chain", "棱面珠宝")
    password = capsys.readouterr().out.strip()
    row = Staff.objects.get(username="admin")
    assert (row.check_password(password), row.must_change_password, Role.objects.count()) == (True, True, 10)
    assert selectors.actor_of(row.pk, via="web").may(P.MANAGE_STAFF)
    assert selectors.chain_facts().name == "棱面珠宝"
    with pytest.raises(CommandError):
        call_command("create_administrator", "admin")


def test_the_token_command_prints_one_that_works(capsys, client):
    from django.core.management import CommandError, call_command

    make.roles()
    make.person("ana", "clerk", home=make.store("S01"))
    call_command("token", "ana", "--days", "2")
    token = capsys.readouterr().out.strip()
    assert client.get("/api/v1/stores", headers={"Authorization": f"Bearer {token}"}).json()[0]["code"] == "S01"
    with pytest.raises(CommandError):
        call_command("token", "nobody")
