"""What the editor of the rules sends."""

from typing import Any

from facet.loyalty.rules.templates import TEMPLATES
from facet.loyalty.web.draft import DraftForms


def draft_blanks(
    rules: Any = TEMPLATES["seed"][0], ladder: Any = TEMPLATES["seed"][1], **changes: Any
) -> dict[str, Any]:
    """What the editor sends for `rules`."""
    forms, sent = DraftForms(None, rules=rules, ladder=ladder), {}
    for part in forms.parts:
        each = part.forms if hasattr(part, "forms") else [part]
        if hasattr(part, "forms"):
            counts = {"TOTAL_FORMS": part.total_form_count(), "INITIAL_FORMS": part.initial_form_count()}
            sent |= {f"{part.prefix}-{name}": count for name, count in counts.items()}
        for form in each:
            sent |= {form.add_prefix(name): form[name].value() for name in form.fields}
    return {name: value for name, value in (sent | changes).items() if value is not None and value is not False}
