"""The figures in words, beside what decisions.md §5 asks of the first landing."""

from tillbench.load import TILLS, Figures, middle, quantile


def show(figures: Figures) -> None:
    """The table of one run."""
    print(f"\nstatements of a sale (2 lines, member): {figures.statements} (first landing: at most 40)")
    for tills in TILLS:
        times = figures.times[f"sale {tills}"]
        share = figures.rate[tills] / figures.floor[tills]
        print(
            f"{tills} till{'s' if tills > 1 else ''}: floor {figures.floor[tills]:7.1f}/s   over HTTP"
            f" {figures.rate[tills]:6.1f}/s = {share:.3f} of the floor   p50 {middle(times):6.1f}"
            f"   p95 {quantile(times, 0.95):6.1f}   p99 {quantile(times, 0.99):6.1f} ms"
        )
    print("   first landing: share >= 0.06 at 8 tills; p95 <= 60 ms at 1 till, <= 300 ms at 8")
    for name, times in figures.times.items():
        if not name.startswith("sale"):
            print(f"{name:22} p50 {middle(times):6.1f}   p95 {quantile(times, 0.95):6.1f} ms   (<= 150)")


def compare(small: Figures, large: Figures) -> None:
    """What ten times the data costs."""
    ratio = middle(large.times["sale 1"]) / middle(small.times["sale 1"])
    print(f"\nsale with 10x the data: {ratio:.2f} x the time (first landing: at most 1.3)")
    for name, times in large.times.items():
        print(f"  10x {name:22} p50 {middle(times):6.1f}   p95 {quantile(times, 0.95):6.1f} ms")
