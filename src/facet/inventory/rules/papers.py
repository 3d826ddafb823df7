"""Where a laboratory lets everybody check its papers. Pure."""

from urllib.parse import quote

# The laboratories' own look-up pages, as they print them on their reports.
_CHECKS = {
    "GIA": "https://www.gia.edu/report-check?reportno={number}",
    "IGI": "https://www.igi.org/verify-your-report/?r={number}",
    "HRD": "https://my.hrdantwerp.com/?record_number={number}",
}


def check_url(lab: str, number: str) -> str:
    """The page that shows the laboratory's own copy, "" where we know none."""
    pattern = _CHECKS.get(lab.upper(), "")
    return pattern.format(number=quote(number, safe="")) if pattern else ""
