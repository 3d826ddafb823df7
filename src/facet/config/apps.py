from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "facet.config"
    label = "config"
