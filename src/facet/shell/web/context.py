"""What every page's frame needs."""

from django.http import HttpRequest

from facet.shell.web.frame import Frame


def frame(request: HttpRequest) -> dict[str, object]:
    """The frame's variables: one object that computes what a template asks for, and no more."""
    return {"frame": Frame(request)}
