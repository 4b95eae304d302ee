"""unittest.main: options, names, statuses, usage, discovery in a folder."""
import contextlib
import io
import os
import re
import sys
import unittest
import warnings

sys.dont_write_bytecode = True


class Some(unittest.TestCase):
    def test_good(self):
        print("good runs")

    def test_bad(self):
        value = 5
        print("bad runs")
        self.assertEqual(value, 6)

    def test_warns(self):
        warnings.warn("careful", DeprecationWarning)


class Fine(unittest.TestCase):
    def test_fine(self):
        """Described."""

    def test_old_name(self):
        self.assertEquals(1, 1)
        self.assertEquals(2, 2)


def fresh_loader():
    return unittest.TestLoader()


def run(*args, **options):
    out, err = io.StringIO(), io.StringIO()
    options.setdefault("testLoader", fresh_loader())
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            program = unittest.main(argv=["prog", *args], **options)
            status = "returned", program.result.testsRun, program.result.wasSuccessful()
        except SystemExit as exit:
            status = "exit", exit.code
        except Exception as error:
            status = type(error).__name__, str(error)
    print("=====", args, sorted(key for key in options if key != "testLoader"), status)
    for name, stream in (("out", out), ("err", err)):
        text = re.sub(r"in \d+\.\d+s", "in TIME", stream.getvalue())
        text = re.sub(r"(?m)^.*: DeprecationWarning: ", "FILE: DeprecationWarning: ", text)
        print(f"--{name}--", text, sep="\n", end="")


os.environ["COLUMNS"] = "80"
run()
run("-v")
run("--verbose", "Fine")
run("-q", "Fine")
run("--quiet")
run("Fine", "Some.test_good")
run("Fine.test_fine", "-v")
run("-f", "Some")
run("--failfast", "-b", "Some")
run("--buffer", "--locals", "Some")
run("-k", "good", "-v")
run("-k", "fine", "-k", "*good", "-v")
run("-kgood", "-v")
run("-vf", "Fine")
run("-vk", "fine")
run("--verb", "Fine.test_fine")
run("--", "Fine.test_fine")
run("Nothing")
run("Some.nothing")
run("-h")
run("--help")
run("--foo")
run("-k")
run("-x", "Fine", "--bar=1")
run("-v3")
run("--verbose=3")
run("-vx")
run("--")
run(defaultTest="Fine.test_fine")
run(defaultTest=["Fine.test_fine", "Some.test_good"])
run("Fine", exit=False)
run("Some", exit=False, verbosity=0)
run("Some.test_good", warnings="error")
run("Some.test_warns", warnings="ignore")
run(module="no_such_module_here")
run("JSONDecodeError", module="json.decoder")
run("-f", failfast=False)
run("-b", "-h", buffer=True, failfast=False, catchbreak=False)
run("Fine", testRunner=unittest.TextTestRunner)
run("Fine", testRunner=unittest.TextTestRunner(io.StringIO(), verbosity=2))


class OldRunner:
    def __init__(self, verbosity, failfast, buffer, warnings):
        print("old runner", verbosity, failfast, buffer, warnings)

    def run(self, test):
        return test.run(unittest.TestResult())


class Oldest:
    def run(self, test):
        print("oldest")
        return test.run(unittest.TestResult())


run("Fine", testRunner=OldRunner)
run("Fine", testRunner=Oldest)
run("Fine", "--locals", tb_locals=True, failfast=True, buffer=True)

# Discovery.
folder = f"/tmp/unittest_main_{os.getpid()}"
FILES = {
    "test_one.py": "import unittest\nclass One(unittest.TestCase):\n    def test_a(self): pass\n",
    "test_broken.py": "raise ValueError('broken')\n",
    "test_skipped.py": "import unittest\nraise unittest.SkipTest('all of it')\n",
    "test-name.py": "1 / 0\n",
    "other.py": "1 / 0\n",
    "check_two.py": "import unittest\nclass Two(unittest.TestCase):\n    def test_b(self): pass\n",
    "package/__init__.py": "",
    "package/test_in.py": "import unittest\nclass In(unittest.TestCase):\n    def test_c(self): self.fail('in package')\n",
    "loads/__init__.py": (
        "import os, unittest\n"
        "def load_tests(loader, tests, pattern):\n"
        "    print('load_tests', pattern)\n"
        "    tests.addTests(loader.discover(os.path.dirname(__file__), pattern))\n"
        "    return tests\n"
    ),
    "loads/test_deep.py": "import unittest\nclass Deep(unittest.TestCase):\n    def test_d(self): pass\n",
    "plain/test_unseen.py": "1 / 0\n",
}
try:
    for name, text in FILES.items():
        os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
        with open(os.path.join(folder, name), "w") as file:
            file.write(text)

    def clean(*args, **options):
        path = sys.path[:]
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            run(*args, module=None, **options)
        # Frames of the loader itself are not shown everywhere.
        text = re.sub(r'  File ".*loader.py".*\n(    .*\n)+', "", out.getvalue())
        text = re.sub(r"Traceback .*\n(?=\w)", "", text)
        print(text.replace(folder, "FOLDER"))
        for name in list(sys.modules):
            if name.split(".")[0] in ("test_one", "test_broken", "test_skipped", "check_two", "package", "loads", "other"):
                del sys.modules[name]
        sys.path[:] = path

    clean("discover", "-s", folder, "-v")
    clean("discover", folder, "check*.py", "-v")
    clean("discover", "-s", folder + "/package", "-t", folder, "-p", "test_i*")
    clean("discover", folder + "/package", "test*.py", folder, "-q")
    clean("discover", "-s", folder, "-k", "Deep")
    clean("discover", "-s", folder + "/nowhere")
    clean("discover", "-s", "no_such_package")
    clean("discover", "-s", "sys")
    clean("discover", "-h")
    clean("discover", "a", "b", "c", "d", "e")
    clean("discover", "--nothing")
    clean("discover", "-s")
    clean("-h")
    before = os.getcwd()
    os.chdir(folder)
    sys.path.insert(0, folder)
    clean("test_one", "-v")
    clean("test_one.py", folder + "/check_two.py", "-v")
    clean("package.test_in.In.test_c")
    clean("package.nothing", "package.test_in.nothing", "-q")
    clean("-v", "-k", "One")
    clean()
    clean("Discover", "-p", "check*")
    os.chdir(before)
    loader = fresh_loader()
    suite = loader.discover(folder, "test_[bs]*.py")
    print(suite.countTestCases(), [type(each).__name__ for each in suite], len(loader.errors), loader.errors[0].splitlines()[-1])
finally:
    for name in sorted(FILES, reverse=True):
        os.remove(os.path.join(folder, name))
    for inner, _, _ in sorted(os.walk(folder), reverse=True):
        for left in os.listdir(inner):
            os.remove(os.path.join(inner, left))
        os.rmdir(inner)
