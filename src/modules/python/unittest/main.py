"""The program that finds tests, runs them, and exits with a status."""

import sys

from . import loader, runner

__unittest = True

MAIN_EXAMPLES = """\
Examples:
  %(prog)s test_module               - run tests from test_module
  %(prog)s module.TestClass          - run tests from module.TestClass
  %(prog)s module.Class.test_method  - run specified test method
  %(prog)s path/to/test_file.py      - run tests from test_file.py
"""

MODULE_EXAMPLES = """\
Examples:
  %(prog)s                           - run default set of tests
  %(prog)s MyTestSuite               - run suite 'MyTestSuite'
  %(prog)s MyTestCase.testSomething  - run MyTestCase.testSomething
  %(prog)s MyTestCase                - run all 'test*' test methods
                                       in MyTestCase
"""

_DISCOVERY_EPILOG = """
For test discovery all test modules must be importable from the top level
directory of the project.
"""

# Options: short, long, member that is set, value (a function is given the argument), name of the argument, help.
_COMMON = [
    ("-v", "--verbose", "verbosity", 2, None, "Verbose output"),
    ("-q", "--quiet", "verbosity", 0, None, "Quiet output"),
    (None, "--locals", "tb_locals", True, None, "Show local variables in tracebacks"),
    ("-f", "--failfast", "failfast", True, None, "Stop on first fail or error"),
    ("-c", "--catch", "catchbreak", True, None, "Catch Ctrl-C and display results so far"),
    ("-b", "--buffer", "buffer", True, None, "Buffer stdout and stderr during tests"),
    ("-k", None, "testNamePatterns", None, "TESTNAMEPATTERNS", "Only run tests which match the given substring"),
]
_DISCOVERY = [
    ("-s", "--start-directory", "start", None, "START", "Directory to start discovery ('.' default)"),
    ("-p", "--pattern", "pattern", None, "PATTERN", "Pattern to match tests ('test*.py' default)"),
    ("-t", "--top-level-directory", "top", None, "TOP",
     "Top level directory of project (defaults to start directory)"),
]
_HELP = ("-h", "--help", "help", True, None, "show this help message and exit")


def _convert_name(name):
    """The name of a module of which a file's name may have been given."""
    # A test file should start quickly: what only some runs need is imported there.
    import os

    if os.path.isfile(name) and name.lower().endswith(".py"):
        if os.path.isabs(name):
            relative = os.path.relpath(name, os.getcwd())
            if os.path.isabs(relative) or relative.startswith(os.pardir):
                return name
            name = relative
        return os.path.normpath(name)[:-3].replace("\\", ".").replace("/", ".")
    return name


def _convert_names(names):
    return [_convert_name(name) for name in names]


def _convert_select_pattern(pattern):
    return pattern if "*" in pattern else f"*{pattern}*"


class _Parser:
    """Reads the options of a command line, and tells how they are used."""

    def __init__(self, prog, options, positionals):
        self.prog = prog
        self.options = [_HELP, *options]
        # (name, help) of those that are told of.
        self.positionals = positionals
        # How many may be there.
        self.most = sys.maxsize

    def usage(self):
        start = f"usage: {self.prog} "
        parts = []
        for short, long, _, _, argument, _ in self.options:
            parts.append(f"[{short or long} {argument}]" if argument else f"[{short or long}]")
        parts += ["[tests ...]"] if self.positionals else []
        whole = start + " ".join(parts)
        if len(whole) <= _width():
            return whole + "\n"
        # Positional arguments begin a line of their own, as argparse has it.
        groups = [parts[:-1], parts[-1:]] if self.positionals else [parts]
        lines = []
        for group in groups:
            line = ""
            for part in group:
                if line and len(start) + len(line) + 1 + len(part) > _width():
                    lines.append(line)
                    line = ""
                line = f"{line} {part}" if line else part
            lines.append(line)
        return start + ("\n" + " " * len(start)).join(lines) + "\n"

    def help(self):
        rows = []
        for short, long, _, _, argument, text in self.options:
            names = [name for name in (short, long) if name]
            rows.append((", ".join(f"{name} {argument}" if argument else name for name in names), text))
        sections = [("positional arguments", self.positionals)] if self.positionals else []
        sections.append(("options", rows))
        longest = max(len(name) for _, entries in sections for name, _ in entries)
        column = min(longest + 4, 24)
        text = self.usage()
        for title, entries in sections:
            text += f"\n{title}:\n"
            for name, words in entries:
                first, *rest = _wrap(words, _width() - column)
                if len(name) + 4 > column:
                    text += f"  {name}\n{'':{column}}{first}\n"
                else:
                    text += f"  {name:{column - 2}}{first}\n"
                text += "".join(f"{'':{column}}{line}\n" for line in rest)
        return text

    def error(self, message):
        sys.stderr.write(f"{self.usage()}{self.prog}: error: {message}\n")
        sys.exit(2)

    def parse(self, arguments, target, print_help):
        """Sets members of an object; what is not an option is returned."""
        left, unknown = [], []
        todo = list(arguments)
        while todo:
            word = todo.pop(0)
            if word == "--":
                left += todo
                break
            if not word.startswith("-") or word == "-" or " " in word or _is_number(word):
                left.append(word)
                continue
            option, argument = self._find(word)
            if option is None:
                unknown.append(word)
                continue
            short, long, member, value, metavar, _ = option
            name = "/".join(filter(None, (short, long)))
            if metavar:
                if argument is None:
                    if not todo or (todo[0].startswith("-") and todo[0] != "-" and not _is_number(todo[0])):
                        self.error(f"argument {name}: expected one argument")
                    argument = todo.pop(0)
                self._store(target, member, argument)
                continue
            if argument is not None:
                # Letters that follow one another, as in -vf.
                if word.startswith("--") or self._find("-" + argument)[0] is None:
                    self.error(f"argument {name}: ignored explicit argument {argument!r}")
                todo.insert(0, "-" + argument)
            if member == "help":
                print_help()
                sys.exit(0)
            setattr(target, member, value)
        unknown += left[self.most:]
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return left

    def _store(self, target, member, argument):
        if member == "testNamePatterns":
            if target.testNamePatterns is None:
                target.testNamePatterns = []
            target.testNamePatterns.append(_convert_select_pattern(argument))
        else:
            setattr(target, member, argument)

    def _find(self, word):
        """The option that a word names, and what is written right behind it."""
        name, has_argument, argument = word.partition("=")
        argument = argument if has_argument else None
        if word.startswith("--"):
            longs = [option for option in self.options if option[1] and option[1].startswith(name)]
            exact = [option for option in longs if option[1] == name]
            if exact or len(longs) == 1:
                return (exact or longs)[0], argument
            if longs:
                matches = ", ".join(option[1] for option in longs)
                self.error(f"ambiguous option: {word} could match {matches}")
            return None, None
        for option in self.options:
            if option[0] == word[:2]:
                rest = word[2:]
                return option, (rest[1:] if rest.startswith("=") and option[4] else rest) or None
        return None, None


def _is_number(word):
    try:
        float(word)
    except ValueError:
        return False
    return True


def _width():
    import os

    try:
        return os.get_terminal_size().columns - 2 if "COLUMNS" not in os.environ else int(os.environ["COLUMNS"]) - 2
    except (OSError, ValueError):
        return 78


def _wrap(text, width):
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > max(width, 11):
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines


class TestProgram:
    """A command-line program that runs a set of tests; this is primarily
    for making test modules conveniently executable.
    """

    module = None
    verbosity = 1
    failfast = catchbreak = buffer = progName = warnings = testNamePatterns = None
    _discovery_parser = None

    def __init__(
        self, module="__main__", defaultTest=None, argv=None, testRunner=None, testLoader=loader.defaultTestLoader, exit=True,
        verbosity=1, failfast=None, catchbreak=None, buffer=None, warnings=None, *, tb_locals=False
    ):
        if isinstance(module, str):
            self.module = __import__(module)
            for part in module.split(".")[1:]:
                self.module = getattr(self.module, part)
        else:
            self.module = module
        argv = sys.argv if argv is None else argv
        self.exit = exit
        self.failfast = failfast
        self.catchbreak = catchbreak
        self.verbosity = verbosity
        self.buffer = buffer
        self.tb_locals = tb_locals
        # Warnings are shown unless options of the interpreter say otherwise.
        self.warnings = "default" if warnings is None and not sys.warnoptions else warnings
        self.defaultTest = defaultTest
        self.testRunner = testRunner
        self.testLoader = testLoader
        self.progName = argv[0].rpartition("/")[2]
        self.parseArgs(argv)
        self.runTests()

    def usageExit(self, msg=None):
        if msg:
            print(msg)
        if self._discovery_parser is None:
            self._initArgParsers()
        self._print_help()
        sys.exit(2)

    def _print_help(self, *args, **kwargs):
        prog = {"prog": self.progName}
        print(self._main_parser.help())
        if self.module is not None:
            print(MODULE_EXAMPLES % prog)
            return
        print(MAIN_EXAMPLES % prog)
        print(self._discovery_help(), end="")

    def _discovery_help(self):
        return self._discovery_parser.help() + _DISCOVERY_EPILOG

    def parseArgs(self, argv):
        self._initArgParsers()
        if self.module is None:
            if len(argv) > 1 and argv[1].lower() == "discover":
                self._do_discovery(argv[2:])
                return
            self.tests = self._main_parser.parse(argv[1:], self, self._print_help)
            if not self.tests:
                # Without arguments tests are searched for, with the options as they are now.
                self._do_discovery([])
                return
        else:
            self.tests = self._main_parser.parse(argv[1:], self, self._print_help)
        if self.tests:
            self.testNames = _convert_names(self.tests)
        elif self.defaultTest is None:
            self.testNames = None
        elif isinstance(self.defaultTest, str):
            self.testNames = (self.defaultTest,)
        else:
            self.testNames = list(self.defaultTest)
        self.createTests()

    def createTests(self, from_discovery=False, Loader=None):
        if self.testNamePatterns:
            self.testLoader.testNamePatterns = self.testNamePatterns
        if from_discovery:
            found = self.testLoader if Loader is None else Loader()
            self.test = found.discover(self.start, self.pattern, self.top)
        elif self.testNames is None:
            self.test = self.testLoader.loadTestsFromModule(self.module)
        else:
            self.test = self.testLoader.loadTestsFromNames(self.testNames, self.module)

    def _initArgParsers(self):
        # What the program itself has decided is no option.
        decided = [name for name in ("failfast", "catchbreak", "buffer") if getattr(self, name) is not None]
        options = [option for option in _COMMON if option[2] not in decided]
        for name in ("failfast", "catchbreak", "buffer"):
            setattr(self, name, getattr(self, name) or False)
        tests = [("tests", "a list of any number of test modules, classes and test methods.")]
        self._main_parser = _Parser(self.progName, options, tests)
        self._discovery_parser = _Parser(f"{self.progName} discover", options + _DISCOVERY, [])
        self._discovery_parser.most = 3

    def _do_discovery(self, argv, Loader=None):
        self.start, self.pattern, self.top = ".", "test*.py", None
        if argv is not None:
            if self._discovery_parser is None:
                self._initArgParsers()
            places = self._discovery_parser.parse(argv, self, lambda: print(self._discovery_help(), end=""))
            # They may be given without their options.
            for name, value in zip(("start", "pattern", "top"), places):
                setattr(self, name, value)
        self.createTests(from_discovery=True, Loader=Loader)

    def runTests(self):
        if self.catchbreak:
            from .signals import installHandler

            installHandler()
        if self.testRunner is None:
            self.testRunner = runner.TextTestRunner
        test_runner = self.testRunner
        if isinstance(test_runner, type):
            options = dict(
                verbosity=self.verbosity, failfast=self.failfast, buffer=self.buffer, warnings=self.warnings
            )
            try:
                try:
                    test_runner = self.testRunner(**options, tb_locals=self.tb_locals)
                except TypeError:
                    # Runners of other makes may know fewer options.
                    test_runner = self.testRunner(**options)
            except TypeError:
                test_runner = self.testRunner()
        self.result = test_runner.run(self.test)
        if self.exit:
            sys.exit(not self.result.wasSuccessful())


main = TestProgram
