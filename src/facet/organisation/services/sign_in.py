"""What signing in leaves behind."""

from datetime import datetime

from facet.audit import services as audit_services
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.organisation.errors import HasLeft
from facet.organisation.models import Staff

_NOBODY = Actor(key="anonymous", name="—")


@unit_of_work
def note_sign_in(*, staff_id: int, at: datetime) -> None:
    """Remember that somebody signed in."""
    staff = Staff.objects.get(pk=staff_id)
    Staff.objects.filter(pk=staff_id).update(signed_in_at=at)
    audit_services.record(_self(staff), "organisation.signed_in", at=at, subject=_subject(staff))


@unit_of_work
def note_refused_sign_in(*, username: str, address: str, at: datetime) -> None:
    """Remember a wrong try. What was typed is not kept when it is no user name: it may be a password."""
    staff = Staff.objects.filter(username=username).first()
    subject = _subject(staff) if staff else ("organisation.staff", 0, "?")
    audit_services.record(_NOBODY, "organisation.sign_in_refused", at=at, subject=subject, network=_network(address))


@unit_of_work
def note_sign_out(*, actor: Actor, at: datetime) -> None:
    """Remember that somebody signed out."""
    audit_services.record(
        actor, "organisation.signed_out", at=at, subject=("organisation.staff", actor.staff_id or 0, actor.code)
    )


@unit_of_work
def store_password(*, actor: Actor, staff_id: int, encoded: str, must_change: bool, at: datetime) -> None:
    """Store a password that `flows.passwords` has checked and hashed; every other session of the person ends.

    Raises: NotFound, HasLeft.
    """
    staff = Staff.objects.select_for_update().filter(pk=staff_id).first()
    if staff is None:
        raise NotFound(key=str(staff_id))
    if staff.left_on is not None:
        raise HasLeft(name=staff.name)
    staff.password = encoded
    staff.must_change_password = must_change
    staff.save(update_fields=["password", "must_change_password"])
    action = "organisation.password_reset" if must_change else "organisation.password_changed"
    audit_services.record(actor, action, at=at, subject=_subject(staff))


@unit_of_work
def set_preferences(*, actor: Actor, language: str, text_size: str, theme: str, at: datetime) -> None:
    """How screens look for oneself. Not worth an audit row: it is nobody else's business."""
    Staff.objects.filter(pk=actor.staff_id or 0).update(language=language, text_size=text_size, theme=theme)


def _self(staff: Staff) -> Actor:
    return Actor(key=f"staff:{staff.pk}", name=staff.name, staff_id=staff.pk, code=staff.code, store_id=staff.store_id)


def _subject(staff: Staff) -> tuple[str, object, str]:
    return ("organisation.staff", staff.pk, staff.code)


def _network(address: str) -> str:
    """The network, not the machine: enough to see a pattern, too little to follow a person."""
    return address.rpartition(".")[0] + ".*" if "." in address else address.rpartition(":")[0] + ":*"
