import sys

from django.apps import AppConfig
from django.conf import settings


class KernelConfig(AppConfig):
    name = "facet.kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from facet.kernel import durability, logging  # noqa: F401, PLC0415 -- the check registers itself

        lines = "plain" if sys.stderr.isatty() else "json"
        logging.configure(level=getattr(settings, "FACET_LOG_LEVEL", "INFO"), lines=lines)
