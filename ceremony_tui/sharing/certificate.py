"""A hub's certificate: made once, signed by itself, trusted by those who scanned its JOIN code."""

import ssl
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ceremony_tui.core.join import pin_of
from ceremony_tui.errors import CeremonyError
from ceremony_tui.sharing.trust import NAME


def make_certificate(certificate: Path, key: Path) -> None:
    """Writes both, in PEM. No day in it can be wrong: laptops' clocks are."""
    x509, hashes, serialization, ec = _library()
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2000, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2099, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(secret, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    certificate.write_bytes(signed.public_bytes(pem))
    form, bare = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    key.write_bytes(secret.private_bytes(pem, form, bare))


def read_pin(certificate: Path) -> str:
    return pin_of(ssl.PEM_cert_to_DER_cert(certificate.read_text(encoding="ascii")))


def _library() -> tuple[Any, Any, Any, Any]:
    try:
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec
    except ImportError:
        command = "pip install 'ceremony-tui[hub]'"
        raise CeremonyError("missing-package", command=command) from None
    return x509, hashes, serialization, ec
