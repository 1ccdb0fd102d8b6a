"""Whom a line trusts, and every way in which that may fail, as a sentence."""

import asyncio
import ssl
from typing import Any

from ceremony_tui.core.join import Join, pin_of
from ceremony_tui.errors import CeremonyError

NAME = "ikrar-hub"  # in every hub's certificate: a hotspot gives another address every morning
WAIT = 4.0  # seconds within which a hub answers, or is taken for gone


def library() -> Any:
    try:
        import nats
    except ImportError:
        command = "pip install 'ceremony-tui[hub]'"
        raise CeremonyError("missing-package", command=command) from None
    return nats


async def trusted(join: Join) -> ssl.SSLContext:
    """A context that trusts one certificate: the one of which the JOIN code tells."""

    def look() -> str:
        return ssl.get_server_certificate((join.host, join.port), timeout=WAIT)

    try:
        certificate = await asyncio.to_thread(look)
    except ssl.SSLError as error:
        clear = "WRONG_VERSION_NUMBER" in str(error) or "RECORD_LAYER" in str(error)
        raise CeremonyError("hub-clear" if clear else "hub-away", **where(join)) from None
    except (OSError, ValueError):
        raise CeremonyError("hub-away", **where(join)) from None
    if pin_of(ssl.PEM_cert_to_DER_cert(certificate)) != join.pin:
        raise CeremonyError("hub-other", **where(join))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=certificate)
    return context


def named(error: Exception | None, join: Join) -> CeremonyError:
    told = str(error).lower()
    if "authorization" in told:
        return CeremonyError("hub-password", **where(join))
    if "permissions violation" in told:
        return CeremonyError("hub-rights", detail=told.partition("violation for ")[2])
    return CeremonyError("hub-away", **where(join))


def where(join: Join) -> dict[str, object]:
    return {"host": join.host, "port": join.port}
