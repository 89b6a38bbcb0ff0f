"""What the contract shows as an example: what the demo answers, kept in `examples.json`.

Made anew by UPDATE_DOCS=1 pytest tests/config/test_demo.py.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("examples.json")


@cache
def examples() -> dict[str, dict[str, Any]]:
    """Operation ("GET /api/v1/visits/{id}/") → its "response", and the "request" of a write."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def with_examples(result, generator, request, public):
    """A hook of drf-spectacular: each answer, and each body, beside one of the demo."""
    for operation, kept in examples().items():
        method, path = operation.split()
        told = result["paths"][path][method.lower()]
        if "request" in kept:
            _show(told["requestBody"]["content"]["application/json"], kept["request"])
        good = next(status for status in sorted(told["responses"]) if status.startswith("2"))
        _show(told["responses"][good]["content"]["application/json"], kept["response"])
    return result


def _show(content: dict[str, Any], value: Any) -> None:
    content["examples"] = {"demo": {"summary": "From the demo", "value": value}}
