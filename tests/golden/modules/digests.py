# The module hashlib.
import hashlib
import io


def show(what, *args, **keywords):
    try:
        print(what(*args, **keywords))
    except Exception as error:
        print(type(error).__name__, error)


TEXTS = (b"", b"abc", b"a" * 64, b"a" * 1000, bytes(range(256)), bytearray(b"xyz"), memoryview(b"view"))
for name in sorted(hashlib.algorithms_guaranteed):
    length = (20,) if name.startswith("shake") else ()
    for text in TEXTS:
        found = getattr(hashlib, name)(text)
        print(name, found.name, found.digest_size, found.block_size, found.hexdigest(*length), found.digest(*length)[:3])
    found = hashlib.new(name)
    for text in TEXTS:
        found.update(text)
    copy = found.copy()
    copy.update(b"more")
    print(found.hexdigest(*length) == hashlib.new(name, b"".join(map(bytes, TEXTS))).hexdigest(*length), copy.hexdigest(*length))
for size in (1, 16, 64, 32):
    print(hashlib.blake2b(b"x", digest_size=size).hexdigest(), hashlib.blake2s(b"x", digest_size=min(size, 32)).hexdigest())
print(hashlib.shake_128(b"x").hexdigest(0) == "", hashlib.new("SHA256", b"a").hexdigest(), hashlib.sha256(b"a", usedforsecurity=False).name)
print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 3).hex(), hashlib.pbkdf2_hmac("md5", b"p" * 100, b"s", 2, 40).hex())
print(hashlib.file_digest(io.BytesIO(b"abc"), "sha256").hexdigest() == hashlib.sha256(b"abc").hexdigest())
with open("LICENSE-MIT", "rb") as file:
    print(hashlib.file_digest(file, hashlib.sha1).hexdigest())
show(hashlib.sha256, "text")
show(hashlib.sha256, 5)
show(hashlib.sha256().update, "text")
show(hashlib.new, 5)
show(hashlib.blake2b, b"", digest_size=0)
show(hashlib.blake2s, b"", digest_size=33)
show(hashlib.md5().digest, 5)
show(hashlib.pbkdf2_hmac, "sha256", b"p", b"s", 0)
show(hashlib.pbkdf2_hmac, "sha256", b"p", b"s", 1, 0)
print(sorted(hashlib.algorithms_guaranteed - hashlib.algorithms_available))
