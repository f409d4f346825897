"""A shelf: one module in a folder is one part. Listing imports nothing; taking a part imports that one module."""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Generic, TypeVar

from domain.errors import ConfigError

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Shelf(Generic[Part]):
    """`Shelf("ocr.engines", "ENGINE")`: each module of the package holds its part under that name."""

    package: str
    attribute: str

    def names(self) -> tuple[str, ...]:
        """Module names in alphabetical order; names starting with an underscore are not parts."""
        spec = find_spec(self.package)
        if spec is None or not spec.submodule_search_locations:
            raise ConfigError(f"there is no package {self.package}")
        folders = (Path(place) for place in spec.submodule_search_locations)
        found = {path.stem for folder in folders for path in folder.glob("*.py")}
        return tuple(sorted(name for name in found if not name.startswith("_")))

    def get(self, name: str) -> Part:
        """Raises ConfigError naming what the shelf does hold."""
        if name not in self.names():
            raise ConfigError(f"{self.package} has no {name!r}; it has: {', '.join(self.names())}")
        part: Part = getattr(import_module(f"{self.package}.{name}"), self.attribute)
        return part

    def all(self) -> tuple[Part, ...]:
        return tuple(self.get(name) for name in self.names())
