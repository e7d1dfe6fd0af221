"""The child: reads one document for each line that comes in, and says what it found.

Never imported by the rest of Parley. It ends when its input ends.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.library.decoding import Refused
from bot.library.reading.documents import read
from bot.library.reading.limits import Limits, grant_time, hold_memory, is_spent


def main() -> None:
    limits = Limits(**json.loads(sys.argv[-1]))
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # what a library prints is no answer
    hold_memory(limits)
    for line in sys.stdin:
        grant_time(limits)
        said = _answer(Path(json.loads(line)))
        said["spent"] = said.get("spent", False) or is_spent(limits)
        answers.write(json.dumps(said) + "\n")
        answers.flush()


def _answer(path: Path) -> dict[str, Any]:
    try:
        return {"capture": asdict(read(path))}
    except Refused as refused:
        return {"refused": str(refused)}
    except MemoryError:
        return {"refused": "needs more memory than an article should", "spent": True}
    except RecursionError:
        return {"refused": "is nested too deeply to be read", "spent": True}
    except Exception as error:  # noqa: BLE001 - whatever a parser trips over costs this file alone
        kind = type(error).__name__
        return {"refused": f"is broken and cannot be read ({kind})", "spent": True}


if __name__ == "__main__":
    main()
