"""What dir() tells of each builtin type. Names that one of the two sides alone has stand in the tables; each must be needed."""
import builtins
import sys

HERE = sys.implementation.name != "cpython"

# Types that are not there yet.
ABSENT = set()

# Names that are left out, by type; see docs/differences.md.
LEFT_OUT = {
    "type": "__basicsize__ __dictoffset__ __flags__ __itemsize__ __weakrefoffset__",
    "ExceptionGroup": "__module__ __weakref__",
    "classmethod": "__dict__",
    "staticmethod": "__dict__",
    "OSError": "characters_written",
    "code": "_co_code_adaptive _varname_from_oparg co_code co_exceptiontable co_linetable co_lnotab",
    "frame": "f_lasti f_trace f_trace_lines f_trace_opcodes",
}

# Names that are there in addition, by type.
MORE = {
    "type": "__class_getitem__",
    "method": "__get__",
    "classmethod": "__annotations__ __module__ __name__ __qualname__",
    "staticmethod": "__annotations__ __module__ __name__ __qualname__",
    "GenericAlias": "__module__",
    "UnionType": "__module__",
    "enumerate": "__length_hint__",
    "zip": "__length_hint__",
    "map": "__length_hint__",
    "filter": "__length_hint__",
    "callable_iterator": "__length_hint__",
    "method-wrapper": "__module__",
    "wrapper_descriptor": "__module__ __self__",
    "method_descriptor": "__module__ __self__",
}

# Functions of the interpreter: fewer types here than there, so each is asked by the name that it has there.
KINDS = {
    "builtin_function_or_method": len,
    "method-wrapper": (1).__add__,
    "wrapper_descriptor": int.__add__,
    "method_descriptor": str.join,
    "getset_descriptor": type.__dict__["__dict__"],
}


def generator():
    yield


async def coroutine():
    pass


async def async_generator():
    yield


class Class:
    __slots__ = ("member",)

    def method(self):
        pass

    def __getitem__(self, index):
        raise IndexError


def failure():
    try:
        1 / 0
    except ZeroDivisionError as error:
        return error.__traceback__


NAMES = (
    "int float complex bool str bytes bytearray memoryview list tuple dict set frozenset range slice enumerate zip map filter "
    "reversed property classmethod staticmethod super object type"
)
unawaited = coroutine()
OBJECTS = [
    {}.keys(), {}.values(), {}.items(), generator, Class().method, generator(), generator.__code__, None, ..., NotImplemented,
    Class.__dict__, iter([]), iter(()), iter(""), iter(b""), iter(bytearray()), iter(range(1)), iter(set()), iter({}), iter({}.values()),
    iter({}.items()), reversed([]), reversed({}), iter(generator, 1), iter(Class()), (lambda x: lambda: x)(1).__closure__[0],
    unawaited, unawaited.__await__(), async_generator(), async_generator().asend(1), async_generator().aclose(),
    anext(async_generator(), None), builtins, list[int], int | str, failure(), failure().tb_frame, Class.member,
]

types = {name: getattr(builtins, name, None) for name in NAMES.split()}
types |= {type(value).__name__: type(value) for value in OBJECTS}
types |= {name: type(value) for name, value in KINDS.items()}
types |= {
    name: value
    for name, value in sorted(vars(builtins).items())
    if isinstance(value, type) and issubclass(value, BaseException)
}
unawaited.close()

for name, kind in types.items():
    if name in ABSENT:
        print(name, "is in the tables without need" if (kind is None) != HERE else "absent")
        continue
    left_out, more = set(LEFT_OUT.get(name, "").split()), set(MORE.get(name, "").split())
    if issubclass(kind, OSError):
        left_out = set(LEFT_OUT["OSError"].split())
    names = set(dir(kind))
    absent, present = (left_out, more) if HERE else (more, left_out)
    wrong = sorted((names & absent) | (present - names))
    if wrong:
        print("in the tables without need:", name, wrong)
    print(name, *sorted(names - left_out - more))
unused = sorted((LEFT_OUT.keys() | MORE.keys()) - types.keys())
print("unused rows:", unused)
