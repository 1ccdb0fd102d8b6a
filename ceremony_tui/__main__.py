"""`python -m ceremony_tui`, and the console script: Ctrl+C is quiet even while it is loading."""

import sys


def main() -> None:
    try:
        from ceremony_tui.cli import main as front_door

        front_door()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
