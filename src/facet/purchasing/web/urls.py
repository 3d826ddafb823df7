"""The screens of purchasing."""

from django.urls import URLPattern

from facet.purchasing.web import plan_urls

app_name = "purchasing"
urlpatterns: list[URLPattern] = [*plan_urls.urlpatterns]
