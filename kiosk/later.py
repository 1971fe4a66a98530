"""Names of a module that is loaded when the first of them is needed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module


def names_of(module: str, *, known_as: str) -> Callable[[str], object]:
    """Return the `__getattr__` of the module `known_as` (PEP 562), which then has all public names of `module`."""

    def named(name: str) -> object:
        if name.startswith("_"):  # whatever looks at a module asks for such names; none of them is ours
            raise AttributeError(name)
        names = {key: value for key, value in vars(import_module(module)).items() if not key.startswith("_")}
        vars(sys.modules[known_as]).update(names)
        try:
            return names[name]
        except KeyError:
            raise AttributeError(f"module {known_as!r} has no {name!r}") from None

    return named
