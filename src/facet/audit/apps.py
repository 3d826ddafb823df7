from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "facet.audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from facet.audit import services, tasks  # noqa: PLC0415 -- models first, then what is offered
        from facet.audit.flows import sealing  # noqa: PLC0415 -- models load first
        from facet.audit.permissions import LABELS  # noqa: PLC0415 -- models load first
        from facet.audit.web.lists import EVENTS, LOOKS  # noqa: PLC0415 -- models load first
        from facet.audit.web.panels_home import GAPS, VERIFIED  # noqa: PLC0415 -- models load first
        from facet.kernel.registry import Check, PermissionOffer, Pulse, Schedule, offer  # noqa: PLC0415 -- models load first

        for order, (code, label) in enumerate(LABELS.items()):
            offer("permission", code, PermissionOffer(code, label, order))
        offer("recorder", "audit", services.record)
        offer("pulse", "audit.seal", Pulse("audit.seal", 1.0, sealing.seal))
        offer("health", "audit.seals", Check("audit.seals", "Seals of the audit record", tasks.seals_are_late))
        offer("schedule", "audit.verify", Schedule("audit.verify", "20 4 * * *", tasks.verify_nightly))
        offer("list", EVENTS.key, EVENTS)
        offer("list", LOOKS.key, LOOKS)
        offer("home.figure", VERIFIED.key, VERIFIED)
        offer("home.alert", GAPS.key, GAPS)
