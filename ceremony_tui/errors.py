"""What goes wrong, said in a sentence. `words` turns a key and its fields into language."""


class CeremonyError(Exception):
    """Refused or failed: nothing was changed. `key` names a sentence of `words`."""

    exit_code = 1

    def __init__(self, key: str, /, **fields: object) -> None:
        super().__init__(key, fields)
        self.key = key
        self.fields = fields


class BadInput(CeremonyError):  # noqa: N818 - it names a fault of the input, not of the program
    """A file or an argument that cannot be used as it is."""

    exit_code = 2
