from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "facet.demo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the people of the demonstration to the sign-in page, which shows them only where they exist."""
        from facet.demo.flows import messenger  # noqa: PLC0415 -- as below
        from facet.demo.rules import chain  # noqa: PLC0415 -- what is offered, when the house starts
        from facet.kernel import registry  # noqa: PLC0415 -- as above
        from facet.organisation.rules.demo import DemoSignIn  # noqa: PLC0415 -- as above

        for order, username in enumerate(chain.SHOWN):
            registry.offer("demo.sign_in", username, DemoSignIn(username, chain.PASSWORD, order=order))
        # A house without the demonstration has a messenger of its own; this one writes nothing there.
        registry.offer(
            "consumer",
            "demo.messenger",
            registry.Consumer("demo.messenger", ("loyalty.spending_code_asked",), messenger.hear),
        )
