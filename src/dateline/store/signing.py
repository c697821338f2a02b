"""Signatures under the log: an Ed25519 key that someone keeps vouches for every entry up to the one that it signed.

The chain shows that no entry was changed since the next one was made; a signature shows who could have made it. A key
is a PEM file, as OpenSSL and others write it; the store holds the public half beside each signature.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import StoreError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PUBLIC_ENDING = ".pub"
_MISSING = "signing needs cryptography: pip install 'dateline[sign]'"


@dataclass(frozen=True, slots=True)
class Signer:
    """A key that signs; `public` is its public half, 64 hexadecimal digits."""

    _private: Ed25519PrivateKey
    public: str

    @classmethod
    def load(cls, path: Path) -> Signer:
        """The key of a file; raises StoreError where it is none, is locked by a password, or others may read it."""
        try:
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
            from cryptography.hazmat.primitives.serialization import load_pem_private_key
        except ImportError:
            raise StoreError(_MISSING) from None
        data = _read(path)
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise StoreError(f"{path}: others may read this key: chmod 600 {path.name}")
        try:
            private = load_pem_private_key(data, password=None)
        except TypeError:
            raise StoreError(f"{path}: this key is locked by a password; sign with one that is not") from None
        except ValueError:
            raise StoreError(f"{path}: not a private key in PEM; `dateline key make` makes one") from None
        if not isinstance(private, Ed25519PrivateKey):
            raise StoreError(f"{path}: not an Ed25519 key; `dateline key make` makes one")
        return cls(private, private.public_key().public_bytes_raw().hex())

    def sign(self, number: int, seal: str) -> str:
        """The signature under an entry of the log and all before it, 128 hexadecimal digits."""
        return self._private.sign(_message(number, seal)).hex()


def make_key(path: Path) -> str:
    """Make a key in a file that only its owner may read, the public half beside it; the public half.

    Raises StoreError where one of the files is there already.
    """
    try:
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    except ImportError:
        raise StoreError(_MISSING) from None
    private = Ed25519PrivateKey.generate()
    public = private.public_key()
    pem = serialization.Encoding.PEM
    beside = path.with_name(path.name + PUBLIC_ENDING)
    halves = (
        (beside, public.public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo), 0o644),
        (path, private.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()), 0o600),
    )
    for target, _, _ in halves:
        if target.exists():
            raise StoreError(f"{target}: is there already, and is not written over")
    for target, data, mode in halves:
        try:
            with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
                file.write(data)
        except OSError as error:
            raise StoreError(f"{target}: {error.strerror}") from error
    return public.public_bytes_raw().hex()


def read_public(path: Path) -> str:
    """The public half of the key in a file that holds either; raises StoreError where it holds none."""
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        from cryptography.hazmat.primitives.serialization import load_pem_public_key
    except ImportError:
        raise StoreError(_MISSING) from None
    data = _read(path)
    if b"PRIVATE KEY" in data:
        return Signer.load(path).public
    try:
        public = load_pem_public_key(data)
    except ValueError:
        raise StoreError(f"{path}: not a public key in PEM") from None
    if not isinstance(public, Ed25519PublicKey):
        raise StoreError(f"{path}: not an Ed25519 key")
    return public.public_bytes_raw().hex()


def is_signed(public: str, number: int, seal: str, signature: str) -> bool:
    """Whether a signature is that of a key under an entry; raises StoreError where this cannot be worked out."""
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        raise StoreError(f"the signatures were not checked: {_MISSING}") from None
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(
            bytes.fromhex(signature), _message(number, seal)
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def _message(number: int, seal: str) -> bytes:
    return f"dateline log {number} {seal}".encode()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}") from error
