"""One include per domain, nothing else."""

from django.urls import include, path

from facet.config.api import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("facet.shell.web.urls")),
    path("", include("facet.organisation.web.urls")),
    path("audit/", include("facet.audit.web.urls")),
    path("catalog/", include("facet.catalog.web.urls")),
    path("inventory/", include("facet.inventory.web.urls")),
    path("members/", include("facet.members.web.urls")),
    path("loyalty/", include("facet.loyalty.web.urls")),
    path("promotions/", include("facet.promotions.web.urls")),
    path("sales/", include("facet.sales.web.urls")),
    path("", include("facet.sales.web.urls_warranty")),
    path("purchasing/", include("facet.purchasing.web.urls")),
]
