"""YAML with its line numbers, so that a fault can say where it stands.

Scalars stay the strings that were written: a date is not a date object and `no` is not false,
unless `typed` asks for YAML's own types.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from bot.debate.errors import Faulty

M = TypeVar("M", bound=BaseModel)
Where = tuple[str | int, ...]
BASE = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml's reader is ten times as fast
SAFE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Lined:
    """What a YAML text says, and on which lines. `above` are the lines of the file before it."""

    file: str
    fields: Any
    node: yaml.Node | None
    above: int = 0

    def line(self, where: Where = ()) -> int:
        """The line in the file, from 1, of the field at `where` or of its nearest parent."""
        return self.above + line_of(self.node, where)

    def fault(self, where: Where, problem: str) -> Faulty:
        """The fault `problem` at the field `where`."""
        return Faulty(self.file, self.line(where), self._named(where), problem)

    def _named(self, where: Where) -> str:
        """The dotted field, in which an entry of a list goes by its id where it has one."""
        if where and isinstance(self.fields, list) and isinstance(where[0], int):
            entry = self.fields[where[0]]
            if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                where = (entry["id"], *where[1:])
        return ".".join(map(str, where))


def read_yaml(file: str, text: str, *, above: int = 0, typed: bool = False) -> Lined:
    """What `text` says. Raises Faulty where it is no YAML or names a field twice."""
    loader = (SAFE if typed else BASE)(text)
    try:
        node = loader.get_single_node()
        _refuse_doubles(file, node, above, ())
        fields = loader.construct_document(node) if node else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "is not YAML"
        raise Faulty(file, above + mark.line + 1 if mark else 0, "", problem) from None
    except (ValueError, RecursionError) as error:
        raise Faulty(file, above + 1, "", f"is not YAML that can be read ({error})") from None
    finally:
        loader.dispose()
    return Lined(file, fields, node, above)


def line_of(node: yaml.Node | None, where: Where) -> int:
    """The line of the text, from 1, on which the field at `where` stands, or its nearest parent."""
    line = node.start_mark.line + 1 if node else 1
    for step in where:
        if isinstance(node, yaml.MappingNode):
            entry = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            if entry is None:
                return line
            line, node = entry[0].start_mark.line + 1, entry[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            if step >= len(node.value):
                return line
            node = node.value[step]
            line = node.start_mark.line + 1
    return line


def read_model(
    model: type[M], lined: Lined, where: Where = (), faults: list[Faulty] | None = None
) -> M | None:
    """The part of `lined` at `where` as `model`; None where it is wrong, with every fault noted.

    With no `faults` to note them in, the first is raised.
    """
    fields = lined.fields
    for step in where:
        fields = fields[step]
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        found = [
            lined.fault((*where, *_place(e["loc"])), _problem(e["type"], e["msg"]))
            for e in error.errors()
        ]
    if faults is None:
        raise found[0]
    faults.extend(found)
    return None


PROBLEMS = {
    "extra_forbidden": "unknown field",
    "missing": "is missing",
    "string_type": "must be text",
    "model_type": "must be a mapping of fields",
    "dict_type": "must be a mapping",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "string_too_short": "must not be empty",
    "too_short": "must not be empty",
}


def _place(where: Where) -> Where:
    """Where pydantic found it, without its mark for the name of a field."""
    return tuple(step for step in where if step != "[key]")


def _problem(type: str, message: str) -> str:
    """What pydantic found, in words for the person who wrote the file."""
    return PROBLEMS.get(type) or message.removeprefix("Value error, ")


def _refuse_doubles(file: str, node: yaml.Node | None, above: int, where: Where) -> None:
    if isinstance(node, yaml.SequenceNode):
        for number, part in enumerate(node.value):
            _refuse_doubles(file, part, above, (*where, number))
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, part in node.value:
            place = (*where, str(key.value))
            if place[-1] in seen:
                line = above + key.start_mark.line + 1
                raise Faulty(file, line, ".".join(map(str, place)), "is given twice")
            seen.add(str(place[-1]))
            _refuse_doubles(file, part, above, place)
