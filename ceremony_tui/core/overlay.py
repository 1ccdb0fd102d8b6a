"""A mapping that is cheap to change: the old one stays as it was, and little is copied."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")

THICK = 500  # changes laid over the ground before both become one ground


class Overlay(Mapping[K, V]):
    """A large part that many generations share, and the changes since, laid over it."""

    __slots__ = ("_ground", "_over")

    def __init__(
        self, ground: Mapping[K, V] | None = None, over: Mapping[K, V] | None = None
    ) -> None:
        self._ground = ground or {}
        self._over = over or {}

    def __getitem__(self, key: K) -> V:
        return self._over[key] if key in self._over else self._ground[key]

    # Mapping has these two, by way of a KeyError for whatever is not there: most of what is asked.
    def __contains__(self, key: object) -> bool:
        return key in self._over or key in self._ground

    def get(self, key: K, default: Any = None) -> Any:
        return self._over[key] if key in self._over else self._ground.get(key, default)

    def __iter__(self) -> Iterator[K]:
        yield from self._ground
        yield from (key for key in self._over if key not in self._ground)

    def __len__(self) -> int:
        return len(self._ground) + sum(key not in self._ground for key in self._over)

    def since(self, before: "Overlay[K, V]") -> set[K]:
        """The keys that are new or changed since an earlier generation."""
        keys = self._over if self._ground is before._ground else self
        return {key for key in keys if before.get(key) is not self[key]}

    def changed(self, changes: Mapping[K, V]) -> "Overlay[K, V]":
        """This with these keys new or changed."""
        if not changes:
            return self
        over = {**self._over, **changes}
        if len(over) > THICK:
            return Overlay({**self._ground, **over})
        return Overlay(self._ground, over)
