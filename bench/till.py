"""What a sale costs: raw SQL, then the same rows through the API, at 1 and 8 tills, and with ten times the data.

    ./facet bench till [--seconds 10] [--large]

Needs PostgreSQL (FACET_BENCH_URL, default postgresql://postgres@127.0.0.1:5432/postgres). Builds the
demonstration chain in databases of its own, starts the server, and prints figures and ratios of
this one run, with the cost of a sale against a tenth of the data. `--large` adds the comparison with ten
times the data, whose building takes hours on two cores. Source: decisions.md §5.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE)]

SIZES = {"tenth": (2_000, 1_000, 3_000), "1x": (20_000, 10_000, 30_000), "10x": (200_000, 100_000, 300_000)}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--large", action="store_true", help="also ten times the data")
    parser.add_argument("--small", action="store_true", help="the demonstration's own size, for a quick look")
    parser.add_argument("--keep", action="store_true", help="keep the databases for the next run")
    return parser.parse_args()


def main() -> None:
    given = arguments()
    os.environ.setdefault("FACET_HOME", tempfile.mkdtemp(prefix="facet-bench-"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "facet.config.settings.dev"
    from tillbench import world  # noqa: PLC0415 -- needs the environment above

    size = (2_000, 5_000, 8_000) if given.small else SIZES["1x"]
    url = world.database("facet_bench", size, keep=given.keep)
    os.environ["DATABASE_URL"] = url
    import django  # noqa: PLC0415 -- needs the environment above

    django.setup()
    from tillbench import load, report  # noqa: PLC0415 -- needs Django

    figures = load.measure(seconds=given.seconds)
    report.show(figures)
    if not given.small:
        os.environ["DATABASE_URL"] = world.database("facet_bench_tenth", SIZES["tenth"], keep=given.keep)
        report.compare(load.measure_elsewhere(seconds=given.seconds), figures)
    if given.large:
        os.environ["DATABASE_URL"] = world.database("facet_bench_10x", SIZES["10x"], keep=given.keep)
        report.compare(figures, load.measure_elsewhere(seconds=given.seconds))


if __name__ == "__main__":
    main()
