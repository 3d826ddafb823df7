"""Cut the icon sprite again, after a page came to use a new icon."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from facet.shell import icons, npm


class Command(BaseCommand):
    help = "Cut build/icons.svg out of @tabler/icons for the icons our pages name."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = icons.cut()
        except icons.UnknownIcons as lost:
            raise CommandError(f"Tabler has no such icon: {lost}") from lost
        npm.build()
        self.stdout.write(f"{count} icons in {icons.sprite_path()}")
