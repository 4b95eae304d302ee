"""A method call at a site that sees four classes."""

import sys


class A:
    def m(self):
        return 1


class B(A):
    def m(self):
        return 2


class C(A):
    pass


class D(C):
    def m(self):
        return 3


def run(n):
    os = [A(), B(), C(), D()]
    for i in range(n):
        os[i & 3].m()


run(int(sys.argv[1]))
