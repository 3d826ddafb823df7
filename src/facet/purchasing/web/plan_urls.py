"""The addresses of the purchase plan."""

from django.urls import path

from facet.purchasing.web import plan

urlpatterns = [
    path("plan/", plan.plans, name="plan"),
    path("plan/new", plan.plan_new, name="plan_new"),
    path("plan/<slug:number>/", plan.plan_page, name="plan_page"),
    path("plan/<slug:number>/rows/<int:row_id>", plan.plan_row, name="plan_row"),
    path("plan/<slug:number>/order", plan.plan_order, name="plan_order"),
    path("plan/<slug:number>/drop", plan.plan_drop, name="plan_drop"),
]
