"""Finding tests: in classes, modules and folders."""

import sys

from . import case, suite, util

__unittest = True


def _matches(name, pattern):
    from fnmatch import fnmatch

    return fnmatch(name, pattern)


class _FailedTest(case.TestCase):
    """A test that fails, as what it was to be could not be loaded."""

    _testMethodName = None

    def __init__(self, method_name, exception):
        self._exception = exception
        super().__init__(method_name)

    def __getattr__(self, name):
        if name != self._testMethodName:
            return super().__getattr__(name)

        def testFailure():
            raise self._exception

        return testFailure


def _make_failed_test(methodname, exception, suiteClass, message):
    return suiteClass((_FailedTest(methodname, exception),)), message


def _make_failed_import_test(name, suiteClass):
    from traceback import format_exc

    message = f"Failed to import test module: {name}\n{format_exc()}"
    return _make_failed_test(name, ImportError(message), suiteClass, message)


def _make_failed_load_tests(name, exception, suiteClass):
    from traceback import format_exc

    message = f"Failed to call load_tests:\n{format_exc()}"
    return _make_failed_test(name, exception, suiteClass, message)


def _make_skipped_test(methodname, exception, suiteClass):
    @case.skip(str(exception))
    def testSkipped(self):
        pass

    return suiteClass((type("ModuleSkipped", (case.TestCase,), {methodname: testSkipped})(methodname),))


def _is_test_class(thing):
    return isinstance(thing, type) and issubclass(thing, case.TestCase)


class TestLoader:
    """
    This class is responsible for loading tests according to various criteria
    and returning them wrapped in a TestSuite
    """

    testMethodPrefix = "test"
    sortTestMethodsUsing = staticmethod(util.three_way_cmp)
    testNamePatterns = None
    suiteClass = suite.TestSuite
    _top_level_dir = None

    def __init__(self):
        super().__init__()
        self.errors = []
        # Packages whose load_tests is running: they must not be asked again.
        self._loading_packages = set()

    def loadTestsFromTestCase(self, testCaseClass):
        """Return a suite of all test cases contained in testCaseClass"""
        if issubclass(testCaseClass, suite.TestSuite):
            raise TypeError("Test cases should not be derived from TestSuite. Maybe you meant to derive from TestCase?")
        if testCaseClass in (case.TestCase, case.FunctionTestCase):
            # Imported into a module of tests, they are no tests themselves.
            return self.suiteClass(())
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, "runTest"):
            names = ["runTest"]
        return self.suiteClass(map(testCaseClass, names))

    def loadTestsFromModule(self, module, *args, pattern=None, **kws):
        """Return a suite of all test cases contained in the given module"""
        if len(args) > 0 or "use_load_tests" in kws:
            import warnings

            warnings.warn("use_load_tests is deprecated and ignored", DeprecationWarning)
            kws.pop("use_load_tests", None)
        if len(args) > 1:
            # The first two are self and module.
            raise TypeError(f"loadTestsFromModule() takes 1 positional argument but {len(args) + 1} were given")
        if kws:
            raise TypeError(f"loadTestsFromModule() got an unexpected keyword argument '{sorted(kws)[0]}'")
        found = (getattr(module, name) for name in dir(module))
        unwanted = (case.TestCase, case.FunctionTestCase)
        tests = [self.loadTestsFromTestCase(thing) for thing in found if _is_test_class(thing) and thing not in unwanted]
        tests = self.suiteClass(tests)
        load_tests = getattr(module, "load_tests", None)
        if load_tests is not None:
            try:
                return load_tests(self, tests, pattern)
            except Exception as error:
                failed, message = _make_failed_load_tests(module.__name__, error, self.suiteClass)
                self.errors.append(message)
                return failed
        return tests

    def loadTestsFromName(self, name, module=None):
        """Return a suite of all test cases given a string specifier.

        The name may resolve either to a module, a test case class, a
        test method within a test case class, or a callable object which
        returns a TestCase or TestSuite instance.

        The method optionally resolves the names relative to a given module.
        """
        parts = name.split(".")
        failed = message = None
        if module is None:
            head = parts[:]
            while head:
                try:
                    module = __import__(".".join(head))
                    break
                except ImportError:
                    failed, message = _make_failed_import_test(head.pop(), self.suiteClass)
                    if not head:
                        self.errors.append(message)
                        return failed
            parts = parts[1:]
        found = module
        for part in parts:
            try:
                parent, found = found, getattr(found, part)
            except AttributeError as error:
                if getattr(found, "__path__", None) is not None and failed is not None:
                    # It was to be a module of a package, and could not be imported.
                    self.errors.append(message)
                    return failed
                failed, message = self._failed_attribute(part, error)
                self.errors.append(message)
                return failed
        return self._tests_of(found, parent if parts else None, parts, name)

    def _failed_attribute(self, part, error):
        from traceback import format_exc

        return _make_failed_test(part, error, self.suiteClass, f"Failed to access attribute:\n{format_exc()}")

    def _tests_of(self, found, parent, parts, name):
        if isinstance(found, type(sys)):
            return self.loadTestsFromModule(found)
        if _is_test_class(found):
            return self.loadTestsFromTestCase(found)
        if isinstance(found, type(_matches)) and _is_test_class(parent):
            instance = parent(parts[-1])
            # A static method is called as a function.
            if not isinstance(getattr(instance, parts[-1]), type(_matches)):
                return self.suiteClass([instance])
        elif isinstance(found, suite.TestSuite):
            return found
        if not callable(found):
            raise TypeError(f"don't know how to make test from: {found}")
        test = found()
        if isinstance(test, suite.TestSuite):
            return test
        if isinstance(test, case.TestCase):
            return self.suiteClass([test])
        raise TypeError(f"calling {found} returned {test}, not a test")

    def loadTestsFromNames(self, names, module=None):
        """Return a suite of all test cases found using the given sequence
        of string specifiers. See 'loadTestsFromName()'.
        """
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])

    def getTestCaseNames(self, testCaseClass):
        """Return a sorted sequence of method names found within testCaseClass"""

        def is_wanted(name):
            if not name.startswith(self.testMethodPrefix) or not callable(getattr(testCaseClass, name)):
                return False
            if self.testNamePatterns is None:
                return True
            full_name = f"{testCaseClass.__module__}.{testCaseClass.__qualname__}.{name}"
            return any(_matches_case(full_name, pattern) for pattern in self.testNamePatterns)

        names = list(filter(is_wanted, dir(testCaseClass)))
        if self.sortTestMethodsUsing is util.three_way_cmp:
            names.sort()
        elif self.sortTestMethodsUsing:
            from functools import cmp_to_key

            names.sort(key=cmp_to_key(self.sortTestMethodsUsing))
        return names

    def discover(self, start_dir, pattern="test*.py", top_level_dir=None):
        """Find and return all test modules from the specified start
        directory, recursing into subdirectories to find them and return all
        tests found within them. Only test files that match the pattern will
        be loaded. (Using shell style pattern matching.)

        All test modules must be importable from the top level of the project.
        If the start directory is not the top level directory then the top
        level directory must be specified separately.

        If a test package name (directory with '__init__.py') matches the
        pattern then the package will be checked for a 'load_tests' function. If
        this exists then it will be called with (loader, tests, pattern) unless
        the package has already had load_tests called from the same discovery
        invocation, in which case the package module object is not scanned for
        tests - this ensures that when a package uses discover to further
        discover child tests that infinite recursion does not happen.
        """
        from ._discovery import discover

        return discover(self, start_dir, pattern, top_level_dir)

    def _get_module_from_name(self, name):
        __import__(name)
        return sys.modules[name]

    def _match_path(self, path, full_path, pattern):
        # A subclass may do more.
        return _matches(path, pattern)


def _matches_case(name, pattern):
    from fnmatch import fnmatchcase

    return fnmatchcase(name, pattern)


defaultTestLoader = TestLoader()


def _makeLoader(prefix, sortUsing, suiteClass=None, testNamePatterns=None):
    loader = TestLoader()
    loader.sortTestMethodsUsing = sortUsing
    loader.testMethodPrefix = prefix
    loader.testNamePatterns = testNamePatterns
    if suiteClass:
        loader.suiteClass = suiteClass
    return loader


def _deprecated(name, instead):
    import warnings

    warnings.warn(
        f"unittest.{name}() is deprecated and will be removed in Python 3.13. "
        f"Please use unittest.TestLoader.{instead}() instead.",
        DeprecationWarning,
        stacklevel=3,
    )


def getTestCaseNames(testCaseClass, prefix, sortUsing=util.three_way_cmp, testNamePatterns=None):
    _deprecated("getTestCaseNames", "getTestCaseNames")
    return _makeLoader(prefix, sortUsing, testNamePatterns=testNamePatterns).getTestCaseNames(testCaseClass)


def makeSuite(testCaseClass, prefix="test", sortUsing=util.three_way_cmp, suiteClass=suite.TestSuite):
    _deprecated("makeSuite", "loadTestsFromTestCase")
    return _makeLoader(prefix, sortUsing, suiteClass).loadTestsFromTestCase(testCaseClass)


def findTestCases(module, prefix="test", sortUsing=util.three_way_cmp, suiteClass=suite.TestSuite):
    _deprecated("findTestCases", "loadTestsFromModule")
    return _makeLoader(prefix, sortUsing, suiteClass).loadTestsFromModule(module)
