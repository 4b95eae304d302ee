from operator import index as _index

algorithms_guaranteed = set(_names)
algorithms_available = set(_names)
__all__ = (*_names, "new", "algorithms_guaranteed", "algorithms_available", "pbkdf2_hmac", "file_digest")


def new(name, data=b"", **kwargs):
    """new(name, data=b'') - Return a new hashing object using the named algorithm;
    optionally initialized with data (which must be a bytes-like object).
    """
    if not isinstance(name, str):
        raise TypeError("name must be a string")
    if name not in algorithms_available:
        name = name.lower().replace("-", "_") if name.lower().replace("-", "_") in algorithms_available else name
    return globals()[name](data, **kwargs) if name in algorithms_available else _new(name, None, data)


def _constructor(name):
    def construct(string=b"", *, usedforsecurity=True):
        return _new(name, None, string)

    construct.__name__ = construct.__qualname__ = name
    construct.__doc__ = f"Returns a {name} hash object; optionally initialized with a string"
    return construct


def _blake2(name):
    def construct(data=b"", /, *, digest_size=None, usedforsecurity=True, **others):
        for other in others:
            raise NotImplementedError(f"the argument {other!r} of {name}() is not supported")
        return _new(name, digest_size, data)

    construct.__name__ = construct.__qualname__ = name
    return construct


for _name in _names:
    globals()[_name] = (_blake2 if _name.startswith("blake2") else _constructor)(_name)


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function."""
    inner, outer = new(hash_name), new(hash_name)
    password = bytes(password)
    if len(password) > inner.block_size:
        password = new(hash_name, password).digest()
    password = password.ljust(inner.block_size, b"\0")
    inner.update(bytes(byte ^ 0x36 for byte in password))
    outer.update(bytes(byte ^ 0x5C for byte in password))
    iterations = _index(iterations)
    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    dklen = outer.digest_size if dklen is None else _index(dklen)
    if dklen < 1:
        raise ValueError("key length must be greater than 0.")

    def keyed(message):
        first, second = inner.copy(), outer.copy()
        first.update(message)
        second.update(first.digest())
        return second.digest()

    key, block = b"", 1
    while len(key) < dklen:
        part = keyed(bytes(salt) + block.to_bytes(4, "big"))
        total = int.from_bytes(part, "big")
        for _ in range(iterations - 1):
            part = keyed(part)
            total ^= int.from_bytes(part, "big")
        key += total.to_bytes(inner.digest_size, "big")
        block += 1
    return key[:dklen]


def file_digest(fileobj, digest, /, *, _bufsize=2**18):
    """Hash the contents of a file-like object. Returns a digest object."""
    found = new(digest) if isinstance(digest, str) else digest()
    if hasattr(fileobj, "getbuffer"):
        found.update(fileobj.getbuffer())
        return found
    if not (hasattr(fileobj, "readinto") and hasattr(fileobj, "readable") and fileobj.readable()):
        raise ValueError(f"'{fileobj!r}' is not a file-like object in binary reading mode.")
    while data := fileobj.read(_bufsize):
        found.update(data)
    return found
