from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "facet.demo"
    default_auto_field = "django.db.models.BigAutoField"
