"""Choosing the commands that stand at the right end of every band."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from facet.kernel.errors import DomainError
from facet.kernel.pages import sentence
from facet.shell import selectors, services
from facet.shell.web.frame import NOTICE


def shortcuts(request: HttpRequest) -> HttpResponse:
    """All commands of this role with a box each; the chosen ones come in the order of the ribbon."""
    refusal = ""
    chosen = request.POST.getlist("command") if request.method == "POST" else selectors.shortcuts_of(request.actor)
    if request.method == "POST":
        try:
            services.keep_shortcuts(actor=request.actor, commands=chosen)
        except DomainError as refused:
            refusal = sentence(refused)
        else:
            request.session[NOTICE] = gettext("Your quick commands were kept.")
            return redirect("shell:shortcuts")
    context = {"chosen": chosen, "refusal": refusal, "most": services.MOST_SHORTCUTS}
    return render(request, "shell/shortcuts.html", context, status=422 if refusal else 200)
