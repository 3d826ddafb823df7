"""The screens of purchasing."""

from django.urls import URLPattern

from facet.purchasing.web import buying_urls, plan_urls

app_name = "purchasing"
urlpatterns: list[URLPattern] = [*plan_urls.urlpatterns, *buying_urls.urlpatterns]
