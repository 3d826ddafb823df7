"""Taking an import back while a colleague writes into one of its files, and twice at once. Source: T03, P22."""

import threading

import pytest
from django.db import connections

from facet.kernel.errors import StillWorking
from facet.kernel.importing import flow
from facet.kernel.models import ImportBatch
from facet.members import services
from facet.members.flows.importer import IMPORTER
from facet.members.models import Member
from facet.members.services import FileEdit, undoing
from facet.members.tests import factories
from facet.members.tests.test_import_undo import LATER, _own_uploads, _undo, applied

__all__ = ["_own_uploads", "applied"]
pytestmark = pytest.mark.django_db(transaction=True)


def beside(work):
    """Start `work` in a thread of its own; it may have to wait for us."""

    def run():
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_what_a_colleague_writes_at_the_same_moment_is_not_lost(applied, monkeypatch):
    """The file is locked from the look at its version to the writing: she writes after, on top, or is named."""
    batch, first, _, _ = applied
    threads = []

    def edit():
        for _ in range(40):
            try:
                services.edit_member(
                    actor=factories.headquarters(), operation=factories.key(), member_id=first.pk,
                    edit=FileEdit(changes={"note": "更新的备注"}), at=LATER,
                )  # fmt: skip
            except StillWorking:
                continue
            return

    def slow(person):
        if not threads:
            threads.append(beside(edit))
            threads[0].join(1.5)  # without the lock she is through by now
        return columns_of(person)

    columns_of = undoing.columns_of
    monkeypatch.setattr(undoing, "columns_of", slow)
    _undo(batch)
    threads[0].join(60)

    first.refresh_from_db()
    assert first.note == "更新的备注"


def test_two_who_take_it_back_at_once_do_it_once(applied):
    batch, first, _, new = applied
    answers, gate = [], threading.Barrier(2, timeout=30)

    def undo():
        mine = ImportBatch.objects.get(pk=batch.pk)
        gate.wait()
        try:
            answers.append(flow.undo(factories.headquarters(), IMPORTER, mine, at=LATER).restored)
        except StillWorking as refusal:
            answers.append(refusal)

    threads = [beside(undo) for _ in range(2)]
    for thread in threads:
        thread.join(60)

    assert 3 in answers
    assert all(each == 3 or isinstance(each, StillWorking) for each in answers)
    first.refresh_from_db()
    assert (first.note, first.version) == ("旧备注", 3)  # opened, imported, put back: not twice
    assert Member.objects.get(pk=new.pk).version == 2
