from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "facet.shell"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer what the frame itself shows: how the house's own machine is."""
        from facet.kernel import registry  # noqa: PLC0415 -- models are ready only now
        from facet.shell.web import jobs  # noqa: PLC0415 -- as above

        registry.offer("list", jobs.JOBS.key, jobs.JOBS)
        registry.offer("home.figure", jobs.FIGURE.key, jobs.FIGURE)
        registry.offer("home.alert", jobs.ALERT.key, jobs.ALERT)
