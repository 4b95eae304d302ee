"""unittest.mock: calls and what is asserted of them, specs, special methods, patches, sentinels, mocks of files."""
import os
import re
import sys
import unittest
from unittest import mock
from unittest.mock import ANY, DEFAULT, MagicMock, Mock, NonCallableMock, PropertyMock, call, create_autospec, mock_open, patch, seal, sentinel


def plain(value):
    return re.sub(r"0x[0-9a-f]+", "0x", re.sub(r"id='\d+'", "id='N'", str(value)))


def show(function, *args, **kwargs):
    try:
        print(plain(repr(function(*args, **kwargs))))
    except BaseException as error:
        print(type(error).__name__, plain(error))


# Calls.
m = Mock(return_value=3)
print(m(1, 2, key="v"), m.called, m.call_count, m.call_args, m.call_args.args, m.call_args.kwargs, m.call_args_list, m.mock_calls)
m.assert_called_with(1, 2, key="v")
m.assert_called_once_with(1, 2, key="v")
show(m.assert_called_with, 1)
show(m.assert_not_called)
m()
show(m.assert_called_once_with)
show(m.assert_called_once)
show(m.assert_any_call, 5)
m.assert_any_call(1, 2, key="v")
m.assert_has_calls([call(1, 2, key="v"), call()])
m.assert_has_calls([call(), call(1, 2, key="v")], any_order=True)
show(m.assert_has_calls, [call(), call(1)])
show(m.assert_has_calls, [call(9), call(8)], any_order=True)
m.reset_mock()
print(m.called, m.call_count, m.call_args, m.mock_calls, m.return_value)
show(m.assert_called)
show(m.assert_called_once)
show(m.assert_called_with, 1)
show(Mock(name="named").assert_called_once_with, 1, a=2)
show(lambda: Mock().assertt_called())
show(lambda: Mock().assret_called)
show(lambda: Mock().called_once)
show(lambda: Mock(unsafe=True).assert_something)

# Names and chains.
m = Mock(name="root")
for thing in (m, m.a, m.a.b, m(), m.a(), m.a().b, m().c, m.a.b().c(), Mock(), Mock().x, MagicMock(), MagicMock()[1], NonCallableMock(), NonCallableMock().x):
    print(plain(repr(thing)))
m = Mock()
m.method(1)
m.attribute.method(2, x=3)
m().other(4)
m.chain(5).link(6).end()
print(m.mock_calls)
print(m.method_calls)
print(m.attribute.mock_calls, m.return_value.mock_calls)
print(m.mock_calls == [call.method(1), call.attribute.method(2, x=3), call(), call().other(4), call.chain(5), call.chain().link(6), call.chain().link().end()])
print(call.chain(5).link(6).end().call_list())
print(m.method is m.method, m.a is m.a, m() is m(), m.a is not m.b)
print(call, call(), call(1, a=2), call.x, call.x.y(1), call.x(1).y, call().x, call.a().b())
print(call(1) == call(1), call(1) == call(2), call(1, a=2) == ((1,), {"a": 2}), call.x(1) == ("x", (1,)), call() == (), call(ANY, 2) == call(1, 2), call.x(1) == call.y(1))
print(call(1) != call(1), call.x(1) != call(1), call("a") == ("a",), call(1) == 3, call.x.y(1) == call.x.y(1), call(a=1) == ({"a": 1},))

# Side effects.
m = Mock(side_effect=[1, ValueError("second"), 3])
for _ in range(4):
    show(m)
m.side_effect = KeyError("k")
show(m, 1)
m.side_effect = lambda *args: args
show(m, 1, 2)
m.side_effect = lambda: DEFAULT
m.return_value = "default"
show(m)
m.side_effect = None
show(m)
show(Mock(side_effect=ValueError))
wrapped = Mock(wraps=[3, 1, 2])
wrapped.sort()
print(wrapped.index(3), wrapped.sort.call_count, wrapped.mock_calls)
print(Mock(wraps=len)([1, 2]), Mock(wraps=len, return_value=9)([1]))

# Configuration.
m = Mock(a=1, **{"b.c": 2, "d.return_value": 3, "e.side_effect": IndexError})
print(m.a, m.b.c, m.d())
show(m.e)
m.configure_mock(a=5, **{"f.g.return_value": 6})
print(m.a, m.f.g())
m.child = Mock()
m.child(7)
print(m.mock_calls[-1])
parent = Mock()
attached = Mock(name="own name")
parent.attach_mock(attached, "attached")
attached(1)
print(parent.mock_calls)
named = Mock(name="keeps")
parent.kept = named
named(2)
print(parent.mock_calls)
del m.a
show(lambda: m.a)
show(lambda: delattr(m, "a"))
m.a = 8
print(m.a, hasattr(m, "nothing"), hasattr(m, "__len__"))
print([name for name in dir(Mock(x=1)) if not name.startswith("_")])


# Specs.
class Thing:
    attribute = 1

    def __init__(self, needed, optional=2):
        pass

    def method(self, a, b=1, *, c=2):
        pass

    @classmethod
    def make(cls, a):
        pass

    @staticmethod
    def static(a):
        pass

    @property
    def prop(self):
        return 1

    def __len__(self):
        return 1


m = Mock(spec=Thing)
print(isinstance(m, Thing), plain(repr(m)), plain(repr(m.method)), m.__class__ is Thing)
show(lambda: m.nothing)
m.new = 1
m = Mock(spec_set=Thing)
show(setattr, m, "new", 1)
print(plain(repr(m)))
m = Mock(spec=["x", "y"])
show(lambda: m.z)
print(plain(repr(m.x)))
show(lambda: len(Mock(spec=Thing)))
print(len(MagicMock(spec=Thing)))
show(lambda: MagicMock(spec=Thing)[1])
show(Mock, spec=Mock())
m = Mock(spec=Thing.method)
m(1, 2, b=3)
f = Mock(spec=lambda a, b=1: 0)
f(1, b=2)
f.assert_called_with(1, 2)
f.assert_called_with(a=1, b=2)
show(f.assert_called_with, 1)
show(f.assert_called_with, 1, 2, 3)

# Special methods.
m = MagicMock()
print(len(m), bool(m), int(m), float(m), complex(m), list(m), 1 in m, hash(m) == hash(m), m == m, m != m, m == 1, m != 1)
print(plain(repr(m + 1)), plain(repr(m[3])), plain(repr(-m)), plain(str(type(str(m)))))
show(lambda: m < 1)
show(lambda: 1 > m)
show(lambda: os.fspath(m) != "")
with m as entered:
    print(plain(repr(entered)))
m[4] = 5
del m[6]
m.__len__.return_value = 7
m.__iter__.return_value = [1, 2]
m.__getitem__.side_effect = lambda key: key * 2
m.__contains__.return_value = True
m.__str__.return_value = "text"
m.__lt__.return_value = True
m.__eq__.return_value = "equal"
print(len(m), list(m), list(m), m[5], 3 in m, str(m), m < 3, (m == 3))
print([str(made) for made in m.mock_calls][:6])
m.__enter__.return_value = "inside"
with m as entered:
    print(entered)
m.__setitem__.assert_called_with(4, 5)
plain_mock = Mock()
show(lambda: len(plain_mock))
plain_mock.__len__ = lambda self: 4
plain_mock.__getitem__ = Mock(return_value="item")
print(len(plain_mock), plain_mock[1], plain_mock.__getitem__.call_args)
show(setattr, plain_mock, "__getattr__", 1)
show(lambda: plain_mock + 1)
show(NonCallableMock())
show(lambda: iter(mock.NonCallableMagicMock()).__next__())
print(plain(repr(round(MagicMock()))), plain(repr(MagicMock() @ 1)), plain(repr(divmod(MagicMock(), 2))))


class Sub(MagicMock):
    pass


print(plain(repr(Sub().a)), plain(repr(Sub()())), type(Sub().x).__mro__[1].__name__)


class WithProperty:
    value = 1


with patch.object(WithProperty, "value", new_callable=PropertyMock) as prop:
    prop.return_value = 5
    thing = WithProperty()
    print(thing.value)
    thing.value = 6
    print(prop.mock_calls)
print(WithProperty.value)


# Autospec.
def function(a, b=2, *args, c, **kw):
    """Documented."""


spec = create_autospec(function, return_value="made")
print(spec(1, c=3), spec.__name__, spec.__doc__, spec.called, spec.call_args)
for args, kwargs in (((), {}), ((1,), {}), ((1,), {"c": 2, "a": 3})):
    show(spec, *args, **kwargs)
spec.assert_called_once_with(1, c=3)
print(create_autospec(lambda a: 0)(1) is not None)
show(create_autospec(lambda a: 0), 1, 2)
show(create_autospec(lambda a: 0), b=2)
kind = create_autospec(Thing)
show(kind)
instance = kind(1)
instance.method(1, c=3)
instance.method.assert_called_once_with(1, c=3)
show(instance.method)
show(instance.method, 1, 2, 3)
show(lambda: instance.nothing)
instance.static(1)
show(instance.static)
instance.make(1)
print(kind.mock_calls, isinstance(instance, Thing), kind.attribute is not None)
show(create_autospec(Thing, instance=True))
show(create_autospec, Mock())
show(setattr, create_autospec(Thing, spec_set=True), "new", 1)


# Patches.
class Target:
    value = "original"

    def method(self):
        return "real"


with patch.object(Target, "value", "patched") as new:
    print(Target.value, new)
print(Target.value)
with patch("__main__.Target") as new:
    print(Target is new, plain(repr(new)))
with patch("__main__.Target.method", return_value="fake") as new:
    print(Target().method(), new.mock_calls)
print(Target().method())
with patch.object(Target, "method", autospec=True) as new:
    target = Target()
    target.method()
    new.assert_called_once_with(target)
    show(target.method, 1)
with patch("__main__.Target", spec=True) as new:
    show(lambda: new.nothing)
    print(plain(repr(new())))
    show(lambda: new().nothing)
with patch("__main__.Target", autospec=True) as new:
    show(lambda: new.nothing)
    show(lambda: new().method(1))


@patch("__main__.Target.value", "decorated")
@patch.object(Target, "method")
@patch("os.getcwd", return_value="/nowhere")
def decorated(extra, getcwd, method):
    print(os.getcwd(), Target.value, plain(repr(method)), extra)
    return "result"


print(decorated("extra"), decorated.__name__, Target.value)


@patch("__main__.Target.value", "in class")
class Tests:
    def test_one(self):
        print(Target.value)

    def helper(self):
        print(Target.value)


Tests().test_one()
Tests().helper()
patcher = patch("__main__.Target.value", new=3)
print(patcher.start(), Target.value)
patcher.stop()
print(Target.value, patcher.stop())
patcher.start()
patch.stopall()
print(Target.value)
with patch.multiple(Target, value=1, method=DEFAULT) as values:
    print(Target.value, sorted(values), Target().method is values["method"])
with patch.dict(os.environ, {"UNITTEST_MOCK": "set"}):
    print(os.environ["UNITTEST_MOCK"])
print("UNITTEST_MOCK" in os.environ)
table = {"a": 1, "b": 2}
with patch.dict(table, {"c": 3}, clear=True, d=4):
    print(table)
print(table)


@patch.dict("__main__.table", a=9)
def with_dict():
    return dict(table)


print(with_dict(), table)
with patch("builtins.print") as printed:
    print("into the mock")
printed.assert_called_once_with("into the mock")
with patch.object(Target, "created", 5, create=True):
    print(Target.created)
print(hasattr(Target, "created"))
for arguments in (("__main__.Target.nothing",), ("nodots",), ("no_such_module_x.y",), (3,)):
    try:
        with patch(*arguments):
            print("entered")
    except Exception as error:
        print(type(error).__name__, error)
for options in ({"new": 1, "new_callable": Mock}, {"autospec": True, "new_callable": Mock}):
    show(patch, "__main__.Target", **options)
for options in ({"new": 1, "x": 2}, {"spec": True, "autospec": True}, {"new": 1, "autospec": True}):
    show(lambda: patch("__main__.Target", **options).__enter__())
show(patch.object, "__main__", "x")
show(patch.multiple, Target)
try:
    with patch.object(Target, "value", 1):
        raise ValueError("inside")
except ValueError as error:
    print(error, Target.value)

# Sentinels, ANY, files, sealing.
print(sentinel.thing, sentinel.thing is sentinel.thing, sentinel.thing == sentinel.other, DEFAULT)
print(ANY, ANY == 1, 1 == ANY, ANY != 1, [1, {"a": ANY}] == [1, {"a": object()}])
opened = mock_open(read_data="one\ntwo\nthree")
with patch("builtins.open", opened):
    with open("file") as file:
        print(repr(file.read()), repr(file.read()))
    with open("file") as file:
        print(list(file), file.readline())
    with open("file", "w") as file:
        print(repr(file.readline()), file.readlines())
        file.write("text")
print(opened.mock_calls[:3], opened().write.mock_calls, opened.call_args_list[:2])
print(mock_open(read_data=b"bytes")().read(), next(mock_open(read_data="x\ny\n")()))
m = Mock()
m.known.attribute = 1
seal(m)
print(m.known.attribute)
show(lambda: m.unknown)
show(lambda: m.known.unknown)
show(m)
show(setattr, m, "fresh", 1)


class Case(unittest.TestCase):
    @patch.object(Target, "value", "for a test")
    @patch("os.getpid", return_value=1)
    def test_patched(self, getpid):
        self.assertEqual((os.getpid(), Target.value), (1, "for a test"))

    def test_fails(self):
        m = Mock()
        m(1)
        m.assert_called_with(2)


result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromTestCase(Case).run(result)
print(result.testsRun, len(result.errors), result.failures[0][1].partition("\nAssertionError")[2])
