class Bad:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        raise RuntimeError("while leaving")


with Bad():
    raise ValueError("in the block")
