"""The frame's own screens: home, all functions, help."""

app_name = "shell"
urlpatterns: list = []
