"""From a TOML file to its model, or to all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from appliance.hotel.toml_file import Place, TomlFile
from appliance.problems import Problem, nearest

M = TypeVar("M", bound=BaseModel)
EXPECTED = {
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "string_type": 'text in "quotes"',
    "string_too_short": "some text",
    "list_type": "a list in [brackets]",
    "dict_type": "a table",
    "model_type": "a table",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "too_short": "at least one",
    "uuid_parsing": "a UUID",
    "uuid_type": "a UUID",
}


def validated(file: TomlFile, model: type[M]) -> M | list[Problem]:
    try:
        return model.model_validate(file.data)
    except ValidationError as error:
        return [_problem(file, model, each) for each in error.errors(include_url=False)]


def _problem(file: TomlFile, model: type[BaseModel], error: ErrorDetails) -> Problem:
    at = tuple(_written(file.data, error["loc"]))
    last = at[-1] if at else ""
    match error["type"]:
        case "missing":
            return file.problem(at, f"{last!r} is missing", f"{last} = …")
        case "extra_forbidden":
            known = nearest(str(last), _keys(model, at[:-1]))
            return file.problem(at, f"unknown key {last!r}", known)
        case "pack":
            context = error["ctx"]
            return file.problem(at, context["wrong"], context["expected"])
        case kind:
            expected = EXPECTED.get(kind, error["msg"].removeprefix("Input should be "))
            return file.problem(at, f"{_shown(error['input'])} cannot stand here", expected)


def _shown(value: Any) -> str:
    words = str(value) if not isinstance(value, str) else repr(value)
    return words if len(words) <= 60 else f"{words[:57]}…"


def _written(data: Any, loc: Place) -> Iterator[str | int]:
    """The parts of a location that the file's author wrote; pydantic adds branches of unions."""
    for n, part in enumerate(loc):
        held = _held(data, part)
        if held is None and (n < len(loc) - 1 or not isinstance(data, dict)):
            continue
        data = held
        yield part


def _held(data: Any, part: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(part)
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return None


def _keys(model: type[BaseModel], at: Place) -> list[str]:
    for part in at:
        if isinstance(part, str) and part in model.model_fields:
            model = _model_in(model.model_fields[part].annotation) or model
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in get_args(annotation) if (found := _model_in(arg))), None)
