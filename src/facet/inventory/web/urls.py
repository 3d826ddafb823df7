"""The screens of inventory."""

app_name = "inventory"
urlpatterns: list = []
