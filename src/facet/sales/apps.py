from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "facet.sales"
    default_auto_field = "django.db.models.BigAutoField"
