from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "facet.shell"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer what the frame itself shows: how the house's own machine is."""
        from facet.kernel import registry  # noqa: PLC0415 -- models are ready only now
        from facet.kernel.errors import gettext_noop  # noqa: PLC0415 -- as above
        from facet.organisation.rules.approvals import ApprovalKind  # noqa: PLC0415 -- as above
        from facet.shell.rules.exports import APPROVAL_KIND, MINUTES  # noqa: PLC0415 -- as above
        from facet.shell.web import jobs  # noqa: PLC0415 -- as above

        large = ApprovalKind(
            APPROVAL_KIND, gettext_noop("A file with many rows"), unit="rows", minutes=MINUTES, order=90
        )
        registry.offer("approval.kind", large.key, large)
        registry.offer("list", jobs.JOBS.key, jobs.JOBS)
        registry.offer("home.figure", jobs.FIGURE.key, jobs.FIGURE)
        registry.offer("home.alert", jobs.ALERT.key, jobs.ALERT)
