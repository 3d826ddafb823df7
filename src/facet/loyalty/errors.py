"""Every refusal of loyalty. Pure."""

from facet.kernel.errors import DomainError, gettext_noop


class PointsShort(DomainError):
    """More points were asked for than the account holds; nothing was written."""

    code = "loyalty.points_short"
    text = gettext_noop("Only {available} points are left; {wanted} were asked for.")


class ProgrammeInvalid(DomainError):
    """The rules of a programme do not hold together. Facts: `where` in the rules, `reason`."""

    code = "loyalty.programme_invalid"
    status = 422
    text = gettext_noop("Points rules, {where}: {reason}")


class ProgrammeMissing(DomainError):
    """No published rules are in force on that day; points cannot be counted."""

    code = "loyalty.programme_missing"
    text = gettext_noop("No points rules are in force on {on}. Publish a version first.")


class ProgrammeFixed(DomainError):
    """A published version is history: it is replaced by a new version, never edited."""

    code = "loyalty.programme_fixed"
    text = gettext_noop("Version {number} of the points rules is published and cannot be changed. Open a new version.")


class NothingEarned(DomainError):
    """A return names a line that earned nothing here under that document."""

    code = "loyalty.nothing_earned"
    text = gettext_noop("Line {line_no} of {document} is not in the points book of this member.")


class MoreReturned(DomainError):
    """More of a line would be returned than was sold, or less than was returned before."""

    code = "loyalty.more_returned"
    text = gettext_noop("Line {line_no} of {document}: {returned} of {whole} cannot be returned.")
