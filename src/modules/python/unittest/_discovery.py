"""Discovery: the tests of the files in a folder and the packages in it."""

import os
import sys

from . import case
from .loader import _make_failed_import_test, _make_skipped_test

__unittest = True


def discover(loader, start_dir, pattern, top_level_dir):
    """What TestLoader.discover() does."""
    is_implicit = False
    if top_level_dir is None and loader._top_level_dir is not None:
        top_level_dir = loader._top_level_dir
    elif top_level_dir is None:
        is_implicit = True
        top_level_dir = start_dir
    top_level_dir = os.path.abspath(top_level_dir)
    if top_level_dir not in sys.path:
        sys.path.insert(0, top_level_dir)
    loader._top_level_dir = top_level_dir
    is_absent = False
    if os.path.isdir(os.path.abspath(start_dir)):
        start_dir = os.path.abspath(start_dir)
        if start_dir != top_level_dir:
            is_absent = not os.path.isfile(os.path.join(start_dir, "__init__.py"))
    else:
        start_dir, is_absent = _folder_of_package(loader, start_dir, is_implicit)
    if is_absent:
        raise ImportError(f"Start directory is not importable: {start_dir!r}")
    return loader.suiteClass(list(_find_tests(loader, start_dir, pattern)))


def _folder_of_package(loader, name, is_implicit):
    """The folder of a package whose name was given as a start, and whether it cannot be used."""
    try:
        __import__(name)
    except ImportError:
        return name, True
    module = sys.modules[name]
    first = sys.modules[name.split(".")[0]]
    file = getattr(module, "__file__", None)
    if file is None:
        if name in sys.builtin_module_names:
            raise TypeError("Can not use builtin modules as dotted module names") from None
        raise TypeError(f"don't know how to discover from {module!r}") from None
    folder = os.path.abspath(os.path.dirname(file))
    if is_implicit:
        loader._top_level_dir = os.path.dirname(os.path.dirname(os.path.abspath(first.__file__)))
        # The name was taken for that of a folder before.
        sys.path.remove(os.path.abspath(name))
        if loader._top_level_dir not in sys.path:
            sys.path.insert(0, loader._top_level_dir)
    return folder, False


def _get_name_from_path(loader, path):
    if path == loader._top_level_dir:
        return "."
    path = os.path.splitext(os.path.normpath(path))[0]
    relative = os.path.relpath(path, loader._top_level_dir)
    assert not os.path.isabs(relative), "Path must be within the project"
    assert not relative.startswith(".."), "Path must be within the project"
    return relative.replace(os.path.sep, ".")


def _find_tests(loader, start_dir, pattern):
    """The tests of a folder, one suite for each file and package."""
    name = _get_name_from_path(loader, start_dir)
    if name != "." and name not in loader._loading_packages:
        tests, goes_on = _find_test_path(loader, start_dir, pattern)
        if tests is not None:
            yield tests
        if not goes_on:
            return
    for path in sorted(os.listdir(start_dir)):
        full_path = os.path.join(start_dir, path)
        tests, goes_on = _find_test_path(loader, full_path, pattern)
        if tests is not None:
            yield tests
        if goes_on:
            name = _get_name_from_path(loader, full_path)
            loader._loading_packages.add(name)
            try:
                yield from _find_tests(loader, full_path, pattern)
            finally:
                loader._loading_packages.discard(name)


def _find_test_path(loader, full_path, pattern):
    """The tests of a file or package, and whether the folder is to be searched."""
    base = os.path.basename(full_path)
    if os.path.isfile(full_path):
        if not _is_module_file(base) or not loader._match_path(base, full_path, pattern):
            return None, False
        name = _get_name_from_path(loader, full_path)
        try:
            module = loader._get_module_from_name(name)
        except case.SkipTest as error:
            return _make_skipped_test(name, error, loader.suiteClass), False
        except:
            return _failed_import(loader, name), False
        _check_place(module, full_path)
        return loader.loadTestsFromModule(module, pattern=pattern), False
    if not os.path.isdir(full_path) or not os.path.isfile(os.path.join(full_path, "__init__.py")):
        return None, False
    name = _get_name_from_path(loader, full_path)
    try:
        package = loader._get_module_from_name(name)
    except case.SkipTest as error:
        return _make_skipped_test(name, error, loader.suiteClass), False
    except:
        return _failed_import(loader, name), False
    load_tests = getattr(package, "load_tests", None)
    loader._loading_packages.add(name)
    try:
        tests = loader.loadTestsFromModule(package, pattern=pattern)
        # With load_tests the package itself has looked after the folder.
        return tests, load_tests is None
    finally:
        loader._loading_packages.discard(name)


def _failed_import(loader, name):
    failed, message = _make_failed_import_test(name, loader.suiteClass)
    loader.errors.append(message)
    return failed


def _check_place(module, full_path):
    """Complains of a module that was found elsewhere than where its file stands."""
    file = os.path.abspath(getattr(module, "__file__", full_path))
    found = os.path.splitext(os.path.realpath(file))[0]
    expected = os.path.splitext(os.path.realpath(full_path))[0]
    if found.lower() != expected.lower():
        found_folder = os.path.dirname(os.path.realpath(file))
        name = os.path.splitext(os.path.basename(full_path))[0]
        raise ImportError(
            f"{name!r} module incorrectly imported from {found_folder!r}. Expected {os.path.dirname(full_path)!r}. "
            "Is this module globally installed?"
        )


def _is_module_file(name):
    stem, extension = os.path.splitext(name)
    return extension.lower() == ".py" and stem.isidentifier() and stem.isascii()
