"""Which second person allows a file with more rows than the asker's role may take. Pure. Source: decisions.md D8."""

APPROVAL_KIND = "shell.export_rows"
LIMIT = "export_rows"  # the approver's own limit must reach as far
MINUTES = 8 * 60  # the questions of a refused file are kept for a day; a yes ends well before
