"""Whether the laptop hangs on mains or on its battery, as its system tells.

A few lines for each system, with the standard library: psutil would be a compiled package for this
one number.
"""

import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")  # Documentation/ABI/testing/sysfs-class-power
UNKNOWN = 255  # percent and line status of SYSTEM_POWER_STATUS (winbase.h)
NO_BATTERY = 128


@dataclass(frozen=True, slots=True)
class Power:
    """A laptop with a battery, filled to `percent`."""

    plugged: bool
    percent: int


def read_power() -> Power | None:
    """None for a machine without a battery, or one that does not tell."""
    with suppress(OSError, ValueError, AttributeError, subprocess.SubprocessError):
        if sys.platform == "win32":
            return _windows()
        if sys.platform == "darwin":
            found = subprocess.run(
                ["/usr/bin/pmset", "-g", "batt"], capture_output=True, text=True, timeout=5
            )
            return of_pmset(found.stdout)
        return of_supplies(SUPPLIES)
    return None


def of_supplies(folder: Path) -> Power | None:
    """Linux: one folder a supply. The batteries of mice and phones have the scope `Device`."""
    mains, levels, charging = False, list[int](), False
    for supply in sorted(folder.iterdir()):
        kind = _said(supply / "type")
        if kind == "Battery" and _said(supply / "scope") != "Device":
            levels.append(int(_said(supply / "capacity")))
            charging = charging or _said(supply / "status") in ("Charging", "Full")
        elif kind in ("Mains", "USB"):
            mains = mains or _said(supply / "online") == "1"
    return Power(mains or charging, min(levels)) if levels else None


def _said(path: Path) -> str:
    with suppress(OSError):
        return path.read_text(encoding="utf-8", errors="replace").strip()
    return ""


def of_pmset(told: str) -> Power | None:
    """macOS: "Now drawing from 'AC Power'", then a line for each battery with its "87%"."""
    percents = [word.rstrip("%;") for word in told.split() if word.rstrip(";").endswith("%")]
    levels = [int(percent) for percent in percents if percent.isdecimal()]
    return Power("'AC Power'" in told.partition("\n")[0], min(levels)) if levels else None


def of_status(line: int, flag: int, percent: int) -> Power | None:
    """Windows: ACLineStatus, BatteryFlag and BatteryLifePercent of SYSTEM_POWER_STATUS."""
    if UNKNOWN in (line, flag, percent) or flag & NO_BATTERY:
        return None
    return Power(line == 1, percent)


def _windows() -> Power | None:
    import ctypes

    status = (ctypes.c_ubyte * 12)()  # four bytes, then two numbers of seconds
    windows = getattr(ctypes, "windll")  # noqa: B009 - there is none on other systems
    if not windows.kernel32.GetSystemPowerStatus(ctypes.byref(status)):
        return None
    return of_status(status[0], status[1], status[2])
