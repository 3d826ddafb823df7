"""How far the build has come, for whoever waits: a small file beside the database."""

import json
import time
from collections.abc import Callable
from pathlib import Path

Tell = Callable[[int, str], None]


class Progress:
    """Counts what is done against what there is; tells when a whole percent is full."""

    def __init__(self, path: Path, tell: Tell) -> None:
        self.path, self.tell = path, tell
        self.percent = -1
        self.seconds: dict[str, float] = {}  # how long each step took, in the order of their beginning
        self._step, self._since = "", time.monotonic()

    def at(self, percent: int, step: str) -> None:
        """Say that `percent` is done and `step` is being written."""
        self._clock(step)
        if percent == self.percent:
            return
        self.percent = percent
        draft = self.path.with_suffix(".new")
        draft.write_text(json.dumps({"percent": percent, "step": step, "done": percent >= 100}))
        draft.replace(self.path)
        self.tell(percent, step)

    def part(self, span: tuple[int, int], done: int, whole: int, step: str) -> None:
        """Say that `done` of `whole` is done within the part `span` of the build."""
        low, high = span
        self.at(low + (high - low) * done // max(whole, 1), step)

    def _clock(self, step: str) -> None:
        """Add what has passed since the last word to the step it named."""
        now = time.monotonic()
        if self._step:
            self.seconds[self._step] = self.seconds.get(self._step, 0.0) + now - self._since
        self._step, self._since = step, now
