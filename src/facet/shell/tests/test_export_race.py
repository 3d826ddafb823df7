"""A second person's yes lets one file out once, however often it is asked for at one moment. Source: T03, P22."""

import threading

import pytest
from django.db import connections

from facet.kernel.listing import queue
from facet.organisation.models import Approval
from facet.shell import services
from facet.shell.tests.test_export_queue import AT, _decide, _refused, _uploads

__all__ = ["_uploads"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_double_press_makes_the_file_once(monkeypatch):
    """The file is locked before the yes is looked for: whoever comes second finds it under way."""
    actor, job = _refused()
    approval = services.ask_for_rows(actor=actor, job_id=job.pk, at=AT)
    _decide(approval)
    sent, told, threads = [], [], []
    monkeypatch.setattr(queue.jobs, "enqueue", lambda path, **facts: sent.append((path, facts)))

    def make():
        try:
            told.append(services.make_allowed_export(actor=actor, job_id=job.pk, at=AT))
        except Exception as refusal:
            told.append(refusal)
        finally:
            connections.close_all()

    def slow(*args, **facts):
        if not threads:
            threads.append(threading.Thread(target=make))
            threads[0].start()
            threads[0].join(1.5)  # without the lock the second is through by now
        return asked(*args, **facts)

    asked = services._asked
    monkeypatch.setattr(services, "_asked", slow)
    services.make_allowed_export(actor=actor, job_id=job.pk, at=AT)
    threads[0].join(60)

    assert [type(each) for each in told] == [queue.ExportGone]
    assert sent == [("shell.tasks.write_export", {"job_id": str(job.pk)})]
    assert Approval.objects.get(pk=approval).state == "used"
