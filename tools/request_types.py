"""For mypy: our middleware puts these on every request; Django's types cannot know them."""

from __future__ import annotations

from collections.abc import Callable

from mypy.nodes import MDEF, SymbolTableNode, Var
from mypy.plugin import ClassDefContext, Plugin
from mypy.types import AnyType, TypeOfAny

# actor, theme, text_size, request_id: organisation's middleware · auth: ninja · htmx: django-htmx
ATTRIBUTES = ("actor", "auth", "htmx", "request_id", "text_size", "theme", "csp_nonce")


def add_attributes(context: ClassDefContext) -> None:
    info = context.cls.info
    for name in ATTRIBUTES:
        if name not in info.names:
            var = Var(name, AnyType(TypeOfAny.explicit))
            var.info = info
            var._fullname = f"{info.fullname}.{name}"
            info.names[name] = SymbolTableNode(MDEF, var, plugin_generated=True)


class RequestTypes(Plugin):
    def get_customize_class_mro_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        return add_attributes if fullname == "django.http.request.HttpRequest" else None


def plugin(version: str) -> type[Plugin]:
    return RequestTypes
