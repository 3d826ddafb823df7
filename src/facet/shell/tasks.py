"""The jobs of the frame; thin."""

from facet.kernel import clock, jobs
from facet.kernel.importing import flow
from facet.kernel.listing import queue
from facet.organisation import selectors as organisation_selectors


@jobs.task()
def apply_import(batch_id: str) -> None:
    """Take a large file in, with its uploader's rights of this moment."""
    batch = flow.batch_to_apply(batch_id)
    if batch is None:
        return
    staff_id = int(batch.actor_key.removeprefix("staff:"))
    at = clock.now()
    flow.work_off(organisation_selectors.actor_of(staff_id, via="job", at=at), batch, at=at)


@jobs.task()
def write_export(job_id: str) -> None:
    """Write the file that somebody waits for, with that person's rights of this moment."""
    job = queue.job_to_write(job_id)
    if job is None:
        return
    staff_id = int(job.actor_key.removeprefix("staff:"))
    at = clock.now()
    queue.write(organisation_selectors.actor_of(staff_id, via="job", at=at), job, at=at)
