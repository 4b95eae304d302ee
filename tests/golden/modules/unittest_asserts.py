"""Each assert method: when it passes, and the words of its failures."""
import collections
import re
import unittest
import warnings


class T(unittest.TestCase):
    def runTest(self):
        pass


t = T()


def show(name, *args, **kwargs):
    try:
        result = getattr(t, name)(*args, **kwargs)
    except BaseException as error:
        print(name, type(error).__name__, str(error))
    else:
        print(name, "passes", result)


for msg in (None, "because"):
    show("assertEqual", 1, 2, msg)
    show("assertTrue", [], msg)
    show("assertFalse", [1], msg)
    show("fail", msg)
show("assertEqual", 1, 1.0)
show("assertEqual", "a" * 100, "a" * 100 + "b")
show("assertEqual", ["x" * 50, 1], ("x" * 50, 1))
show("assertEqual", {"k" * 60: 1, "z": 2}, {"k" * 60: 1, "z": 3})
show("assertNotEqual", 1, 1)
show("assertNotEqual", 1, 2)
show("assertEqual", float("nan"), float("nan"))

for first, second in [
    ([1, 2, 3], [1, 2, 4]), ([1, 2], [1, 2, 3]), ([1, 2, 3, 4], [1]), ([], [1]), ([[1], [2]], [[1], [3]]),
    ((1,), (2,)), ((), (1, 2)), ("abc", "abd"), ("a\nb\nc", "a\nc\nd\n"), ("one line", "one  line"), ("x\n", "x"), ("", "a"), ("\r\n", "a"),
    ({1, 2}, {2, 3}), ({1}, {1, 2}), (frozenset([1]), frozenset()), ({1: 2}, {1: 3}), ({}, {1: 1}), ({"a": [1, 2]}, {"a": [1, 2], "b": 1}),
    (b"ab", b"ac"), (list(range(30)), list(range(1, 31))), (["word" * 20] * 3, ["word" * 20] * 2 + ["other"]),
]:
    show("assertEqual", first, second)
    t.longMessage = False
    show("assertEqual", first, second, "mine")
    t.longMessage = True

t.maxDiff = 40
show("assertEqual", list(range(100)), list(range(1, 101)))
show("assertEqual", "a\n" * 50, "b\n" * 50)
show("assertEqual", dict.fromkeys(range(40)), {})
show("assertCountEqual", list(range(40)), [])
t.maxDiff = None
show("assertEqual", "".join(f"line {i}\n" for i in range(30)), "".join(f"line {i}\n" for i in range(30) if i % 7))
t.maxDiff = 640

show("assertMultiLineEqual", 1, "a")
show("assertMultiLineEqual", "a", 1)
show("assertMultiLineEqual", "x" * 70000, "y" * 3)
show("assertListEqual", [1], (1,))
show("assertListEqual", (1,), [1], "why")
show("assertTupleEqual", [1], [1])
show("assertSequenceEqual", [1, 2], (1, 2))
show("assertSequenceEqual", [1, 2], (1, 3), "why")
show("assertSequenceEqual", 1, [1])
show("assertSequenceEqual", [1], None)
show("assertSequenceEqual", range(3), [0, 1, 2])
show("assertSequenceEqual", {1: 2}, [1])
show("assertSequenceEqual", {1: 2, 3: 4}, [1])
show("assertSetEqual", {1}, [1])
show("assertSetEqual", [1], {1})
show("assertSetEqual", {1}, 1)
show("assertSetEqual", {1, "a"}, {1}, "why")
show("assertSetEqual", frozenset([1]), {1})
show("assertDictEqual", [], {})
show("assertDictEqual", {}, None, "why")
show("assertCountEqual", [1, 2, 2, 3], [3, 2, 1, 1])
show("assertCountEqual", "abc", "cba")
show("assertCountEqual", [[1], [2], [2]], [[2], [1], [1], [3]])
show("assertCountEqual", [1, [1]], [1, [2]], "why")
show("assertCountEqual", iter([1]), (2,))
show("assertCountEqual", [{}, {1}], [{1}, {}])

show("assertAlmostEqual", 1, 1.00000001)
show("assertAlmostEqual", 1, 1.1)
show("assertAlmostEqual", 1, 1.1, places=0)
show("assertAlmostEqual", 1, 1.3, 1, "why")
show("assertAlmostEqual", 1, 2, delta=0.5)
show("assertAlmostEqual", 1, 2, delta=1)
show("assertAlmostEqual", 1, 2, places=1, delta=1)
show("assertAlmostEqual", 1, 1, places=1, delta=1)
show("assertAlmostEqual", "a", "b")
show("assertAlmostEqual", "a", "a")
show("assertAlmostEqual", 1, 1 + 3j)
show("assertNotAlmostEqual", 1, 1.00000001)
show("assertNotAlmostEqual", 1, 1.1)
show("assertNotAlmostEqual", 1, 1.1, places=0)
show("assertNotAlmostEqual", 1, 1.1, delta=0.5, msg="why")
show("assertNotAlmostEqual", 1, 1.1, delta=0.01)
show("assertNotAlmostEqual", 1, 1, places=1, delta=2)
show("assertNotAlmostEqual", float("inf"), float("inf"))

show("assertIn", 1, [2], "why")
show("assertIn", "k" * 100, {})
show("assertNotIn", 1, [1])
show("assertIs", 1, [])
show("assertIs", None, None)
show("assertIsNot", None, None)
show("assertIsNone", 0)
show("assertIsNotNone", None, "why")
show("assertIsInstance", 1, str)
show("assertIsInstance", 1, (str, int))
show("assertIsInstance", 1, (str, list), "why")
show("assertIsInstance", 1, "x")
show("assertNotIsInstance", 1, int)
show("assertLess", 2, 1)
show("assertLess", "a", 1)
show("assertLessEqual", 2, 1, "why")
show("assertGreater", 1, 1)
show("assertGreaterEqual", 1, 2)
show("assertGreaterEqual", 1, 1)
show("assertRegex", "text", "e.t")
show("assertRegex", "text", "^e")
show("assertRegex", "text", re.compile("^e"), "why")
show("assertRegex", b"text", b"q")
show("assertRegex", "text", "")
show("assertNotRegex", "some text", "t.x")
show("assertNotRegex", "some text", "tax")


class Bad:
    def __repr__(self):
        raise ValueError("no")

    def __eq__(self, other):
        return False

    __hash__ = None


try:
    t.assertEqual(Bad(), 1)
except AssertionError as error:
    print(re.sub("0x[0-9a-f]+", "0x", str(error)))

with warnings.catch_warnings(record=True) as found:
    warnings.simplefilter("always")
    show("assertDictContainsSubset", {1: 2}, {1: 2, 3: 4})
    show("assertDictContainsSubset", {1: 2, 5: 6, 7: 8}, {1: 3, 3: 4}, "why")
    show("assertDictContainsSubset", {1: 2, 2: 3}, {1: 3, 2: 4})
    for name in (
        "failUnlessEqual assertEquals failIfEqual assertNotEquals failUnlessAlmostEqual assertAlmostEquals failIfAlmostEqual "
        "assertNotAlmostEquals"
    ).split():
        show(name, 1, 2)
    for name in ("failUnless", "assert_", "failIf"):
        show(name, 0)
    show("failUnlessRaises", ValueError, int, "x")
    show("assertRaisesRegexp", ValueError, "inv", int, "x")
    show("assertRegexpMatches", "a", "b")
    show("assertNotRegexpMatches", "a", "b")
for warning in found:
    print(warning.category.__name__, warning.message, "Please" in str(warning.message) and warning.lineno)


# The context managers.
show("assertRaises", ValueError, int, "x")
show("assertRaises", ValueError, int, "1")
show("assertRaises", (ValueError, KeyError), int, "1")
show("assertRaises", KeyError, int, "x")
show("assertRaises", 1, int, "x")
show("assertRaises", (ValueError, 1), int, "x")
show("assertRaises", int)
show("assertRaises", ValueError, msg="m", other=2)
show("assertRaises", ValueError, None)
show("assertRaises", ValueError, collections.OrderedDict)
show("assertRaisesRegex", ValueError, "nothing", int, "x")
show("assertRaisesRegex", ValueError, re.compile("inval"), int, "x")
show("assertRaisesRegex", ValueError, "inval", int, "3")
show("assertRaisesRegex", ValueError)
show("assertWarns", UserWarning, warnings.warn, "x")
show("assertWarns", UserWarning, int, "3")
show("assertWarns", ValueError, int, "3")
show("assertWarns", UserWarning, int, "x")
show("assertWarnsRegex", UserWarning, "y", warnings.warn, "x")
show("assertWarnsRegex", UserWarning, "x", warnings.warn, "x")

with t.assertRaises(KeyError) as caught:
    {}[3]
print(repr(caught.exception), caught.exception.__traceback__, caught.expected, caught.expected_regex)
for make in (
    lambda: t.assertRaises(KeyError, msg="told"), lambda: t.assertRaisesRegex(KeyError, "x", msg="told"),
    lambda: t.assertWarns((UserWarning, FutureWarning), msg="told"), lambda: t.assertWarnsRegex(UserWarning, "x", msg="told"),
):
    try:
        with make():
            pass
    except AssertionError as error:
        print(error)
try:
    with t.assertRaisesRegex(KeyError, "x"):
        raise KeyError("y")
except AssertionError as error:
    print(error, repr(error.__context__))
try:
    with t.assertRaises(KeyError):
        raise ValueError("through")
except ValueError as error:
    print(error)
with t.assertWarnsRegex((UserWarning, DeprecationWarning), "second") as caught:
    warnings.warn("first")
    warnings.warn("the second", DeprecationWarning)
print(repr(caught.warning), caught.lineno, len(caught.warnings), caught.filename.rpartition("/")[2])


def keeps_local():
    local = {}
    local["none"]


with t.assertRaises(KeyError) as caught:
    keeps_local()
print(t.assertRaises(KeyError).__class__.__name__, t._formatMessage("a", "b"), type(t.assertRaises(KeyError)).__class_getitem__(int) is not None)


class Own(unittest.TestCase):
    class failureException(Exception):
        pass

    def runTest(self):
        pass


o = Own()
try:
    o.assertEqual(1, 2)
except Own.failureException as error:
    print(type(error).__qualname__, error)
o.addTypeEqualityFunc(int, lambda first, second, msg=None: print("compared", first, second, msg))
o.assertEqual(1, 2, "m")
o.assertEqual(True, 2 - 1)


class Point:
    def __init__(self, x):
        self.x = x


def same(first, second, msg=None):
    if first.x != second.x:
        raise o.failureException(msg or "not the same point")


o.addTypeEqualityFunc(Point, same)
o.assertEqual(Point(1), Point(1))
try:
    o.assertEqual(Point(1), Point(2))
except Own.failureException as error:
    print(error)
for call in (lambda: t.assertEqual(1), lambda: t.assertTrue(), lambda: t.fail(1, 2), lambda: t.assertRaises()):
    try:
        call()
    except TypeError as error:
        print(error)
