"""Reading one streamed answer, chunk by chunk, without trusting that a chunk is what it should be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

THINKING = ("<think>", "</think>")
"""Where some models put their reasoning. It is not part of the speech."""


@dataclass(slots=True)
class Answer:
    """What has been read so far. `finish` is why the model stopped, empty while it has not.

    `accepted` is true once the server took the request up, `begun` once there was a token,
    `ended` once the stream came to its own end.
    """

    parts: list[str] = field(default_factory=list)
    finish: str = ""
    model: str = ""
    accepted: bool = False
    declined: bool = False
    begun: bool = False
    ended: bool = False
    tokens_in: int | None = None
    tokens_cached: int = 0
    tokens_out: int | None = None

    @property
    def raw(self) -> str:
        return "".join(self.parts)

    @property
    def text(self) -> str:
        """The speech so far, without the reasoning before it."""
        text = self.raw.lstrip()
        opening, closing = THINKING
        if text.startswith(opening):
            return text.partition(closing)[2].lstrip()
        return "" if opening.startswith(text) else text

    def take(self, chunk: Any) -> bool:
        """Read one chunk. Whether it brought words of the speech.

        Any field may be missing, None or of the wrong type: servers differ.
        """
        self._take_usage(getattr(chunk, "usage", None))
        if isinstance(model := getattr(chunk, "model", None), str) and model:
            self.model = model
        choices = getattr(chunk, "choices", None)
        if not isinstance(choices, list) or not choices:
            return False
        choice = choices[0]
        if isinstance(finish := getattr(choice, "finish_reason", None), str):
            self.finish = finish
        delta = getattr(choice, "delta", None)
        if getattr(delta, "refusal", None):
            self.declined = True
        reasoning = getattr(delta, "reasoning_content", None) or getattr(delta, "reasoning", None)
        words = getattr(delta, "content", None)
        self.begun = self.begun or bool(words or reasoning)
        if not isinstance(words, str) or not words:
            return False
        self.parts.append(words)
        return True

    def _take_usage(self, usage: Any) -> None:
        tokens_in = getattr(usage, "prompt_tokens", None)
        tokens_out = getattr(usage, "completion_tokens", None)
        details = getattr(usage, "prompt_tokens_details", None)
        cached = getattr(details, "cached_tokens", None)
        if isinstance(tokens_in, int):
            self.tokens_in = tokens_in
        if isinstance(tokens_out, int):
            self.tokens_out = tokens_out
        if isinstance(cached, int):
            self.tokens_cached = cached
