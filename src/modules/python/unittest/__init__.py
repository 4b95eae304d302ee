"""Unit tests in the manner of JUnit and Smalltalk: test cases, suites, runners.

A test is a method of a subclass of TestCase whose name begins with "test":

    import unittest

    class IntegerArithmetic(unittest.TestCase):
        def test_add(self):
            self.assertEqual(1 + 2, 3)

    if __name__ == "__main__":
        unittest.main()
"""

__all__ = [
    "TestResult", "TestCase", "TestSuite", "TextTestRunner", "TestLoader", "FunctionTestCase", "main", "defaultTestLoader", "SkipTest",
    "skip", "skipIf", "skipUnless", "expectedFailure", "TextTestResult", "installHandler", "registerResult", "removeResult",
    "removeHandler", "addModuleCleanup", "doModuleCleanups", "enterModuleContext", "getTestCaseNames", "makeSuite", "findTestCases",
]

# Frames of modules with this name are left out of the reports.
__unittest = True

from .case import (
    FunctionTestCase, SkipTest, TestCase, addModuleCleanup, doModuleCleanups, enterModuleContext, expectedFailure, skip, skipIf,
    skipUnless,
)
from .loader import TestLoader, defaultTestLoader, findTestCases, getTestCaseNames, makeSuite
from .main import TestProgram, main
from .result import TestResult
from .runner import TextTestResult, TextTestRunner
from .signals import installHandler, registerResult, removeHandler, removeResult
from .suite import BaseTestSuite, TestSuite

_TextTestResult = TextTestResult


def __getattr__(name):
    if name == "IsolatedAsyncioTestCase":
        raise AttributeError("unittest.IsolatedAsyncioTestCase is not supported: there is no module asyncio", name=name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
