"""Suites and loaders: names, patterns, load_tests, modules with fixtures, what cannot be loaded."""
import io
import re
import sys
import types
import unittest
import warnings


class A(unittest.TestCase):
    def test_one(self):
        print("A.one")

    def test_two(self):
        print("A.two")

    def check_three(self):
        print("A.three")

    test_no_method = 3

    @staticmethod
    def test_static():
        print("static")


class B(A):
    def test_more(self):
        print("B.more")


class Plain(unittest.TestCase):
    def runTest(self):
        print("runTest")


class Outer:
    class Inner(unittest.TestCase):
        def test_x(self):
            pass


def make():
    return A("test_one")


def make_suite():
    return unittest.TestSuite([A("test_one"), Plain()])


def make_nothing():
    return None


here = sys.modules["__main__"]
loader = unittest.TestLoader()


def flat(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from flat(test)
        else:
            yield test


def ids(suite):
    return [test.id() for test in flat(suite)]


def attempt(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        print(type(error).__name__, re.sub("0x[0-9a-f]+", "0x", str(error)))
    else:
        print(ids(result) if isinstance(result, unittest.BaseTestSuite) else result)


print(loader.getTestCaseNames(A), loader.getTestCaseNames(B), loader.getTestCaseNames(Plain))
for cls in (A, B, Plain, unittest.TestCase, unittest.TestSuite, int):
    attempt(loader.loadTestsFromTestCase, cls)
attempt(loader.loadTestsFromModule, here)
for name in (
    "A", "A.test_one", "A.check_three", "A.test_static", "Plain", "Outer.Inner", "Outer.Inner.test_x", "make", "make_suite", "make_nothing",
    "loader", "sys", "A.nothing", "nothing", "A.test_one.nothing", "int", "here", "",
):
    print(repr(name), end=" ")
    attempt(loader.loadTestsFromName, name, here)
attempt(loader.loadTestsFromNames, ["A", "Plain"], here)
attempt(loader.loadTestsFromNames, [])
print(len(loader.errors), [error.splitlines()[0] for error in loader.errors], [error.splitlines()[-1] for error in loader.errors])
for name in ("no_such_module", "no_such.part", "json.nothing", "json.decoder.JSONDecoder", "json.decoder.nothing.x", "__main__.A.test_two", "os.sep"):
    loader = unittest.TestLoader()
    print(name, end=" ")
    attempt(loader.loadTestsFromName, name)
    print([error.splitlines()[0] + " | " + error.splitlines()[-1] for error in loader.errors])

failed = loader.loadTestsFromName("nothing_here", here)
test = next(iter(failed))
print(repr(test), str(test), test.id())
result = unittest.TestResult()
failed.run(result)
print(result, result.errors[0][1].splitlines()[-1])

loader = unittest.TestLoader()
loader.testMethodPrefix = "check"
print(loader.getTestCaseNames(A))
loader.testMethodPrefix = ("check", "test")
print(loader.getTestCaseNames(A))
loader.sortTestMethodsUsing = lambda x, y: (x < y) - (x > y)
print(loader.getTestCaseNames(A))
loader.sortTestMethodsUsing = None
print(loader.getTestCaseNames(B))
loader = unittest.TestLoader()
for patterns in (["*one*"], ["*.A.*"], ["*B.test_m*", "*two"], ["one"], []):
    loader.testNamePatterns = patterns
    print(patterns, loader.getTestCaseNames(A), loader.getTestCaseNames(B))
loader.testNamePatterns = None
loader.suiteClass = list
print(loader.loadTestsFromTestCase(A), loader.loadTestsFromNames(["Plain"], here))

# load_tests in a module.
module = types.ModuleType("made")
module.A = A


def load_tests(loader, tests, pattern):
    print("load_tests", ids(tests), pattern)
    return unittest.TestSuite([Plain()])


module.load_tests = load_tests
loader = unittest.TestLoader()
attempt(loader.loadTestsFromModule, module)
attempt(loader.loadTestsFromModule, module, pattern="p*")


def broken(loader, tests, pattern):
    raise ValueError("no tests today")


module.load_tests = broken
suite = loader.loadTestsFromModule(module)
print(ids(suite), loader.errors[0].splitlines()[0], loader.errors[0].splitlines()[-1])
result = unittest.TestResult()
suite(result)
print(result, result.errors[0][1].splitlines()[-1])
attempt(loader.loadTestsFromModule, module, more=2)
with warnings.catch_warnings(record=True) as found:
    warnings.simplefilter("always")
    del module.load_tests
    attempt(loader.loadTestsFromModule, module, 1, 2)
    attempt(loader.loadTestsFromModule, module, True)
    attempt(loader.loadTestsFromModule, module, use_load_tests=True)
    print(unittest.getTestCaseNames(A, "check"))
    print(ids(unittest.makeSuite(B, "test_m")))
    print(ids(unittest.findTestCases(module)))
for warning in found:
    print(warning.category.__name__, warning.message)

# Suites.
suite = unittest.TestSuite()
print(suite, suite.countTestCases(), list(suite), suite == unittest.TestSuite(), suite != unittest.TestSuite([Plain()]), suite == 3)
suite.addTest(A("test_one"))
suite.addTests([A("test_two"), unittest.TestSuite([Plain()])])
print(suite, suite.countTestCases())
for bad in (3, A, unittest.TestSuite, None):
    attempt(suite.addTest, bad)
attempt(suite.addTests, "abc")
attempt(suite.addTests, 3)
attempt(hash, suite)
attempt(unittest.TestSuite, 3)
print(suite.run(unittest.TestResult()), suite._tests, suite.countTestCases())


class Keeps(unittest.TestSuite):
    _cleanup = False


kept = Keeps([A("test_one")])
kept(unittest.TestResult())
print(kept)
print(unittest.BaseTestSuite([Plain()]).run(unittest.TestResult()))
attempt(A)
attempt(A, "nothing")
print(A("test_one") == A("test_one"), A("test_one") == A("test_two"), A("test_one") == B("test_one"), A("test_one") == 3)
print(hash(A("test_one")) == hash(A("test_one")), len({A("test_one"), A("test_one"), B("test_one")}))
print(repr(A("test_one")), str(A("test_one")), A("test_one").id(), str(Outer.Inner("test_x")), Outer.Inner("test_x").id())
print(unittest.TestCase())


# Tests made of functions.
def function():
    """What it is for.

    More."""
    print("function runs")


case = unittest.FunctionTestCase(function, lambda: print("set up"), lambda: print("tear down"))
print(case.run(), str(case), re.sub("0x[0-9a-f]+", "0x", repr(case)), case.id(), case.shortDescription())
print(unittest.FunctionTestCase(function, description="told").shortDescription(), case == unittest.FunctionTestCase(function))
print(unittest.FunctionTestCase(function) == unittest.FunctionTestCase(function), hash(case) == hash(case), case == 3)


# Fixtures of modules.
def report(suite):
    stream = io.StringIO()
    unittest.TextTestRunner(stream, verbosity=2).run(suite)
    print(re.sub(r"in \d+\.\d+s", "in TIME", stream.getvalue()), end="")


def module_with(name, **members):
    module = sys.modules[name] = types.ModuleType(name)

    class Test(unittest.TestCase):
        def test_a(self):
            print("test in", name)

    class Other(Test):
        pass

    Test.__module__ = Other.__module__ = name
    module.__dict__.update(members, Test=Test, Other=Other)
    return unittest.defaultTestLoader.loadTestsFromModule(module)


def fails(*args):
    raise ValueError("fails", *args)


def with_cleanup():
    unittest.addModuleCleanup(print, "module cleanup", end=".\n")
    unittest.addModuleCleanup(fails, 1)
    unittest.addModuleCleanup(fails, 2)


def cleanup_and_fail():
    with_cleanup()
    fails()


def skips():
    raise unittest.SkipTest("module")


class Manager:
    def __enter__(self):
        return print("entered")

    def __exit__(self, *args):
        print("left", args)


report(unittest.TestSuite([
    module_with("m1", setUpModule=lambda: print("set up m1"), tearDownModule=lambda: print("tear down m1")),
    module_with("m2", setUpModule=fails, tearDownModule=lambda: print("not called")),
    module_with("m3", setUpModule=lambda: unittest.enterModuleContext(Manager()), tearDownModule=fails),
    module_with("m4", setUpModule=with_cleanup),
    module_with("m5", setUpModule=cleanup_and_fail),
    module_with("m6", setUpModule=skips),
    module_with("m7"),
]))


# Results of other makes.
class Old:
    shouldStop = False

    def startTest(self, test):
        print("start", test)

    def stopTest(self, test):
        print("stop", test)

    def addSuccess(self, test):
        print("success", test)

    def addFailure(self, test, err):
        print("failure", test, err[0].__name__)

    def addError(self, test, err):
        print("error", test, err[0].__name__)


class Mixed(unittest.TestCase):
    def test_skip(self):
        self.skipTest("x")

    @unittest.expectedFailure
    def test_expected(self):
        self.fail()

    @unittest.expectedFailure
    def test_unexpected(self):
        pass

    def test_sub(self):
        with self.subTest(i=1):
            self.fail()
        print("not reached without addSubTest")


with warnings.catch_warnings(record=True) as found:
    warnings.simplefilter("always")
    for name in loader.getTestCaseNames(Mixed):
        Mixed(name).run(Old())
for warning in found:
    print(warning.category.__name__, warning.message)


class Recording(unittest.TestResult):
    def startTestRun(self):
        print("start run")

    def stopTestRun(self):
        print("stop run")

    def addSubTest(self, test, subtest, err):
        print("sub", test, subtest, dict(subtest.params), err and err[1])
        super().addSubTest(test, subtest, err)


class Default(Mixed):
    def defaultTestResult(self):
        return Recording()


print(Default("test_sub").run())
runner = unittest.TextTestRunner(io.StringIO(), resultclass=lambda stream, descriptions, verbosity: Recording(stream))
attempt(runner.run, Mixed("test_sub"))
result = Recording()
result.stop()
print(unittest.TestSuite([A("test_one")]).run(result), result.shouldStop)
print(unittest.registerResult(result), unittest.removeResult(result), unittest.removeResult(result))
