class A:
    __secret = 1
    __dunder__ = 2
    _single = 3

    def __init__(self):
        self.__x = 10
        self.___y = 11

    def get(self):
        return self.__x, self.__secret, self.__dunder__, self._single, self.___y

    def local(self, __p=5):
        __v = __p
        return __v

    def __method(self):
        return "A's"

    def call(self):
        return self.__method()


class B(A):
    def __method(self):
        return "B's"

    def call_b(self):
        return self.__method()


class _C:
    def __init__(self):
        self.__z = 1


a = A()
b = B()
print(a.get(), a.__dict__, b.call(), b.call_b(), _C().__dict__, A._A__secret, a.local())
try:
    a.__x
except AttributeError as e:
    print(e)
try:
    A().__secret
except AttributeError as e:
    print(e)
print(sorted(n for n in dir(A) if "A__" in n), sorted(n for n in dir(B) if n.startswith("_B")))
print(getattr(a, "_A__x"), hasattr(a, "__x"))
