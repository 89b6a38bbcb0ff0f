"""What a change of the OpenAPI document takes away from programs that were written against it."""

from collections.abc import Iterator

METHODS = ("get", "post", "patch", "put", "delete")


def broken(old: dict, new: dict) -> list[str]:
    """One line for each promise of `old` that `new` does not keep."""
    return sorted({*_operations(old, new), *_shapes(old, new)})


def _operations(old, new) -> Iterator[str]:
    for path, methods in old["paths"].items():
        for method in METHODS:
            if method not in methods:
                continue
            here = f"{method.upper()} {path}"
            now = new["paths"].get(path, {}).get(method)
            if now is None:
                yield f"{here} is gone"
                continue
            yield from _parameters(here, methods[method], now)
            gone = _answers(methods[method]) - _answers(now)
            yield from (f"{here} answers {status} no more" for status in gone)


def _parameters(here, old, new) -> Iterator[str]:
    before, now = _by_name(old), _by_name(new)
    for name in before.keys() - now.keys():
        yield f"{here} takes {name} no more"
    for name, parameter in now.items():
        if parameter.get("required") and not before.get(name, {}).get("required"):
            yield f"{here} requires {name}"


def _by_name(operation) -> dict:
    return {parameter["name"]: parameter for parameter in operation.get("parameters", [])}


def _answers(operation) -> set[str]:
    return {status for status in operation["responses"] if status < "400"}


def _shapes(old, new) -> Iterator[str]:
    shapes = new["components"]["schemas"]
    for name, shape in old["components"]["schemas"].items():
        now = shapes.get(name)
        if now is None:
            yield f"{name} is gone"
            continue
        for field in shape.get("properties", {}).keys() - now.get("properties", {}).keys():
            yield f"{name}.{field} is gone"
        for choice in set(map(str, shape.get("enum", []))) - set(map(str, now.get("enum", []))):
            yield f"{name} knows {choice} no more"
        required, before = set(now.get("required", [])), set(shape.get("required", []))
        if name.endswith("Request"):
            yield from (f"{name} requires {field}" for field in required - before)
        else:
            yield from (f"{name}.{field} may be missing" for field in before - required)
        for field in shape.get("properties", {}).keys() & now.get("properties", {}).keys():
            kinds = [_kind(s["properties"][field]) for s in (shape, now)]
            if kinds[0] != kinds[1]:
                yield f"{name}.{field} was {kinds[0]}, is {kinds[1]}"


def _kind(field) -> str:
    return str(
        field.get("type") or field.get("$ref") or [part for part in field if part != "description"]
    )
