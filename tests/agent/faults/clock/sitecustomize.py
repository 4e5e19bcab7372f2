"""A wall clock that is wrong: PLIMSOLL_TEST_CLOCK says how (far seconds, `frozen` or `jumping`)."""

import os
import time

_true = time.time
_wrong = os.environ.get("PLIMSOLL_TEST_CLOCK", "0")
_began = _true()


def _time() -> float:
    if _wrong == "frozen":
        return _began
    if _wrong == "jumping":
        return _true() + (int(_true() * 5) % 3 - 1) * 315_360_000
    return _true() + float(_wrong)


time.time = _time
