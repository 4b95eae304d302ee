"""What a run prints: states of tests, fixtures, subtests, skips, cleanups, tracebacks, buffering."""
# Runs go to a text, whose times are made the same.
import io
import re
import sys
import unittest
import warnings


def report(*classes, tests=None, **options):
    stream = io.StringIO()
    if tests is None:
        load = unittest.defaultTestLoader.loadTestsFromTestCase
        tests = unittest.TestSuite(load(cls) for cls in classes)
    options.setdefault("verbosity", 2)
    result = unittest.TextTestRunner(stream, **options).run(tests)
    print("=====", *(cls.__name__ for cls in classes), options)
    print(re.sub(r"in \d+\.\d+s", "in TIME", re.sub("0x[0-9a-f]+", "0x", stream.getvalue())), end="")
    print(repr(result), result.wasSuccessful())
    return result


def helper(value):
    return value["missing"]


class States(unittest.TestCase):
    def test_pass(self):
        """The first line is shown.

        The second is not.
        """

    def test_fail(self):
        self.assertEqual([1, 2], [1, 3], "with a message")

    def test_fail_by_statement(self):
        assert 1 + 1 == 3, "sums"

    def test_error(self):
        helper({})

    def test_error_in_builtin(self):
        """Short."""
        int("x") + 1

    def test_chain(self):
        try:
            helper({})
        except KeyError as error:
            raise ValueError("from it") from error

    def test_context(self):
        try:
            helper({})
        except KeyError:
            self.fail("while handling")

    def test_skip(self):
        self.skipTest("not now")

    @unittest.skip("decorated")
    def test_skip_decorated(self):
        1 / 0

    @unittest.skip
    def test_skip_bare(self):
        1 / 0

    @unittest.skipIf(True, "if")
    def test_skip_if(self):
        1 / 0

    @unittest.skipIf(False, "if")
    def test_skip_if_not(self):
        pass

    @unittest.skipUnless(False, "unless")
    def test_skip_unless(self):
        1 / 0

    @unittest.expectedFailure
    def test_expected(self):
        self.fail()

    @unittest.expectedFailure
    def test_unexpected(self):
        pass

    def test_exit(self):
        with self.assertRaises(SystemExit) as caught:
            sys.exit(3)
        self.assertEqual(caught.exception.code, 3)

    def test_notes(self):
        error = ValueError("noted")
        error.add_note("a note")
        raise error


for verbosity in (0, 1, 2):
    report(States, verbosity=verbosity)
report(States, descriptions=False)
report(States, failfast=True)


class Parts(unittest.TestCase):
    def test_set_up_fails(self):
        pass

    def setUp(self):
        self.addCleanup(print, "cleanup", self._testMethodName)
        if "set_up" in self._testMethodName:
            raise RuntimeError("set up")

    def tearDown(self):
        print("tear down", self._testMethodName)
        if "tear_down" in self._testMethodName:
            raise RuntimeError("tear down")

    def test_tear_down_fails(self):
        pass

    def test_both_tear_down(self):
        self.fail("and then")

    def test_cleanups(self):
        self.addCleanup(self.fail, "first added")
        self.addCleanup(helper, {})
        self.addCleanup(print, "last added", end="!\n")

    @unittest.expectedFailure
    def test_expected_but_tear_down(self):
        self.fail()

    def test_skip_in_cleanup(self):
        self.addCleanup(self.skipTest, "late")


report(Parts)


class SetUpSkips(unittest.TestCase):
    def setUp(self):
        self.skipTest("in setUp")

    def test_a(self):
        pass


@unittest.skip("whole class")
class Skipped(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        1 / 0

    def test_a(self):
        pass

    def test_b(self):
        pass


@unittest.expectedFailure
class AllExpected(unittest.TestCase):
    def test_a(self):
        self.fail()

    def test_b(self):
        pass


report(SetUpSkips, Skipped, AllExpected)


class Subtests(unittest.TestCase):
    def test_many(self):
        """Described."""
        for i in range(4):
            with self.subTest(i=i):
                self.assertEqual(i % 2, 0)
            with self.subTest("message", i=i, j="x"):
                if i == 3:
                    helper({})

    def test_nested(self):
        with self.subTest("outer", a=1):
            with self.subTest("inner", b=2, a=3):
                self.fail("deep")
            with self.subTest():
                self.fail("bare")
            with self.subTest(b=4):
                self.skipTest("skipping")
        self.fail("after all")

    def test_good(self):
        with self.subTest(1):
            pass

    @unittest.expectedFailure
    def test_expected(self):
        with self.subTest(i=1):
            self.fail("stops here")
        print("not reached")

    def test_message_only(self):
        with self.subTest("only"):
            raise OSError(2, "No such file", "x")


for verbosity in (1, 2):
    result = report(Subtests, verbosity=verbosity)
for test, _ in result.failures + result.errors:
    print(test.id(), "|", str(test), "|", test.shortDescription())
report(Subtests, failfast=True)


class ClassFixtures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        print("set up class")
        cls.addClassCleanup(print, "class cleanup")
        cls.addClassCleanup(helper, {})

    @classmethod
    def tearDownClass(cls):
        print("tear down class")
        raise ValueError("in tearDownClass")

    def test_a(self):
        pass


class BadSetUpClass(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.addClassCleanup(helper, {})
        raise ValueError("in setUpClass")

    @classmethod
    def tearDownClass(cls):
        print("never")

    def test_a(self):
        pass

    def test_b(self):
        pass


class SkipSetUpClass(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise unittest.SkipTest("in setUpClass")

    def test_a(self):
        pass


report(ClassFixtures, BadSetUpClass, SkipSetUpClass)


class Loud(unittest.TestCase):
    def test_good(self):
        print("nobody sees this")

    def test_bad(self):
        print("to stdout")
        print("to stderr", end="", file=sys.stderr)
        self.fail("loud")

    def test_skip(self):
        print("hidden")
        self.skipTest("quiet")

    def test_sub(self):
        with self.subTest(i=1):
            print("in subtest")
            self.fail("sub")


report(Loud, buffer=True)


class Locals(unittest.TestCase):
    def test_c(self):
        self, thing = None, []
        try:
            1 / 0
        except ZeroDivisionError:
            raise KeyError
    def test_a(self):
        first, second = 1, [2, 3]
        self.assertEqual(first, len(second))

    def test_b(self):
        name = "value"
        helper({name: 1})


report(Locals, tb_locals=True)


class Returns(unittest.TestCase):
    def test_returns(self):
        return 1

    def test_generator(self):
        yield 1

    def test_none(self):
        return None


with warnings.catch_warnings(record=True) as found:
    warnings.simplefilter("always")
    report(Returns)
for warning in found:
    print(warning.category.__name__, re.sub("0x[0-9a-f]+", "0x", str(warning.message)))


class Contexts(unittest.TestCase):
    def test_enter(self):
        class Manager:
            def __enter__(self):
                print("enter")
                return 5

            def __exit__(self, *args):
                print("exit", args)

        self.assertEqual(self.enterContext(Manager()), 5)
        print("in between")

    def test_not_a_manager(self):
        with self.assertRaisesRegex(TypeError, "'builtins.int' object does not support the context manager protocol"):
            self.enterContext(3)


report(Contexts)


class Group(unittest.TestCase):
    def test_group(self):
        raise ExceptionGroup("several", [ValueError(1), KeyError("k")])

    def test_syntax(self):
        compile("a b", "<text>", "exec")

    def test_recursion(self):
        def deep(n):
            return deep(n - 1) if n else 1 // n
        deep(9)


report(Group)
print(sys.stdout is sys.__stdout__)


# Without the runner, and debug().
result = unittest.TestResult()
States("test_fail").run(result)
States("test_pass")(result)
print(result, result.testsRun, result.failures[0][1].splitlines()[0], str(result.failures[0][0]))
print(States("test_pass").run(), States("test_pass").countTestCases())
for name in ("test_fail", "test_skip_decorated", "test_skip", "test_pass"):
    try:
        States(name).debug()
        print(name, "passes")
    except BaseException as error:
        print(name, type(error).__name__, error.args[0].splitlines()[0])
try:
    unittest.TestSuite([States("test_pass"), ClassFixtures("test_a")]).debug()
except ValueError as error:
    print(error)
