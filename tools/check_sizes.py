"""Holds the house to its size limits: a file 400 lines, a function 40 lines without its docstring, 5 parameters."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOMS = ("domain", "ingest", "ocr", "extract", "storage", "deliver", "pipeline", "review_ui", "samples", "tools")
FILE_LINES, FUNCTION_LINES, PARAMETERS, POSITIONAL = 400, 40, 5, 2
# Alembic's own entry points and SQL revisions read best in one piece.
FREE = ("storage/migrations/versions",)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def code_lines(node: Function) -> int:
    whole = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None:
        whole -= (first.end_lineno or first.lineno) - first.lineno + 1
    return whole


def parameters(node: Function) -> tuple[int, int]:
    """How many parameters in all and how many of them may be given by place, `self` and `cls` left out."""
    placed = [arg.arg for arg in (*node.args.posonlyargs, *node.args.args) if arg.arg not in ("self", "cls")]
    return len(placed) + len(node.args.kwonlyargs), len(placed)


def closures(tree: ast.AST) -> set[ast.AST]:
    """Functions inside functions: they are handed to others, who call them by place."""
    outer = [node for node in ast.walk(tree) if isinstance(node, Function)]
    return {node for one in outer for node in ast.walk(one) if isinstance(node, Function) and node is not one}


def complaints(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if text.count("\n") > FILE_LINES:
        yield f"{path}: {text.count(chr(10))} lines, at most {FILE_LINES}"
    tree = ast.parse(text)
    handed_on = closures(tree)
    for node in ast.walk(tree):
        if not isinstance(node, Function):
            continue
        here = f"{path}:{node.lineno} {node.name}"
        if code_lines(node) > FUNCTION_LINES:
            yield f"{here}: {code_lines(node)} lines, at most {FUNCTION_LINES}"
        count, placed = parameters(node)
        if count > PARAMETERS:
            yield f"{here}: {count} parameters, at most {PARAMETERS}"
        if placed > POSITIONAL and node not in handed_on:
            yield f"{here}: {placed} parameters by place, keyword-only after the second"


def main() -> int:
    paths = [path for room in ROOMS for path in sorted(Path(room).rglob("*.py"))]
    found = [line for path in paths if not path.as_posix().startswith(FREE) for line in complaints(path)]
    print("\n".join(found) or f"sizes: {len(paths)} files within limits")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
