class Manager:
    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, kind, value, traceback):
        print("exit", kind.__name__)
        return False

    def use(self):
        raise OSError(5, "broken")


with Manager() as m, Manager():
    m.use()
