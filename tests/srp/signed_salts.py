"""Writes signed_salts.json: salts as signed numbers, and whole sign-ins with them.

    python3 tests/srp/signed_salts.py > tests/srp/signed_salts.json

A model of its own, in Python's integers: it shares nothing with the crate or with the local Cognito, and needs no packages.
"""

import base64
import hashlib
import hmac
import json
import sys
from pathlib import Path

GROUP_15 = """
FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437
4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05
98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B
E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33
A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864
D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF
"""
N = int("".join(GROUP_15.split()), 16)
G = 2


def to_bytes(number):
    """Two's complement in as few bytes as hold it, as Java's BigInteger.toByteArray gives it."""
    length = 1
    while not -(1 << (8 * length - 1)) <= number < 1 << (8 * length - 1):
        length += 1
    return number.to_bytes(length, "big", signed=True)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def number(data):
    return int.from_bytes(data, "big")


def secret(label, length):
    return number(b"".join(sha256(f"{label}{i}".encode()) for i in range(length // 32)))


K = number(sha256(to_bytes(N), to_bytes(G)))


def sign_in(index, salt, password):
    pool, user = "aBcDeFgHi", "11111111-2222-3333-4444-555555555555"
    a, b = secret(f"salt {index} a", 128), secret(f"salt {index} b", 128)
    date, block = "Tue Jan 2 03:04:05 UTC 2024", sha256(b"secret-block") * 3
    x = number(sha256(to_bytes(int(salt, 16)), sha256(f"{pool}{user}:{password}".encode())))
    verifier, public = pow(G, x, N), pow(G, a, N)
    server = (K * verifier + pow(G, b, N)) % N
    u = number(sha256(to_bytes(public), to_bytes(server)))
    shared = pow((server - K * verifier) % N, a + u * x, N)
    assert shared == pow(public * pow(verifier, u, N), b, N), "both sides arrive at the same secret"
    extracted = hmac.digest(to_bytes(u), to_bytes(shared), "sha256")
    key = hmac.digest(extracted, b"Caldera Derived Key\x01", "sha256")[:16]
    claimed = pool.encode() + user.encode() + block + date.encode()
    return {
        "pool": pool,
        "user": user,
        "password": password,
        "a": f"{a:x}",
        "B": f"{server:x}",
        "salt": salt,
        "secret": base64.b64encode(block).decode(),
        "date": date,
        "b": f"{b:x}",
        "verifier": f"{verifier:x}",
        "A": f"{public:x}",
        "u": f"{u:x}",
        "x": f"{x:x}",
        "S": f"{shared:x}",
        "hkdfKey": key.hex(),
        "signature": base64.b64encode(hmac.digest(key, claimed, "sha256")).decode(),
    }


def salts():
    yield from ["0", "-0", "00", "-00", "-1", "-01", "-7f", "-80", "-81", "-c8", "-C8", "-ff", "-FF", "-100", "-101"]
    yield from ["-7ff", "-800", "-801", "-fff", "-1000", "-0080", "-00ff", "-000100"]
    yield from ["80", "0080", "ff", "00ff"]
    for size in (2, 3, 15, 16, 17, 32, 64):
        for edge in (1 << (8 * size - 1), 1 << (8 * size)):
            for near in (edge - 1, edge, edge + 1):
                if near < 1 << 512:
                    yield f"-{near:x}"
                    yield f"{near:x}"
    yield "-" + "0" * 127 + "1"
    yield "-16e4c1d4a8a2d2b34c9e5f60718293a4"


SIGN_INS = [
    ("-16e4c1d4a8a2d2b34c9e5f60718293a4", "Passw0rd!"),
    ("-7f3c2b1a00112233445566778899aabb", "Passw0rd!"),
    ("-80000000000000000000000000000000", "pässwörd✓"),
    ("-f03c2b1a00112233445566778899aabb", "Passw0rd!"),
    ("-a3c2b1a00112233445566778899aabb", "Passw0rd!"),
    ("-FF", "Passw0rd!"),
    ("-1", "Passw0rd!"),
    ("-0", "Passw0rd!"),
]

vectors = {
    "note": f"Written by {Path(__file__).name}. The bytes were compared with those of Java's BigInteger.toByteArray.",
    "salts": {salt: to_bytes(int(salt, 16)).hex() for salt in salts()},
    "password": [sign_in(i, *known) for i, known in enumerate(SIGN_INS)],
}
json.dump(vectors, sys.stdout, indent=2, ensure_ascii=False)
print()
