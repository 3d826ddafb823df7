from django.apps import AppConfig


class LoyaltyConfig(AppConfig):
    name = "facet.loyalty"
    default_auto_field = "django.db.models.BigAutoField"
