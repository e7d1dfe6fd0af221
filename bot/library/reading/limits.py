"""How much of the machine the reading of one document may take. Set by the child upon itself."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Memory and answer in bytes, times in seconds; processor time and wall clock per document."""

    memory: int = 1024 * MB
    processor: int = 20
    wall: float = 40.0
    answer: int = 12 * MB


def hold_memory(limits: Limits) -> None:
    """Take no more memory than allowed from now on, and leave no image of it when broken."""
    if sys.platform != "win32":
        import resource

        for what, most in ((resource.RLIMIT_AS, limits.memory), (resource.RLIMIT_CORE, 0)):
            with contextlib.suppress(ValueError, OSError):  # a system that knows no such limit
                resource.setrlimit(what, (most, most))


def grant_time(limits: Limits) -> None:
    """Let the next document have its processor time, however much was used before it."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime) + limits.processor
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def is_spent(limits: Limits) -> bool:
    """Whether so much memory has been used that the next document should have a new process."""
    if sys.platform == "win32":
        return False
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit > limits.memory // 3
