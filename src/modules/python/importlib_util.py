"""Utility code for constructing importers, etc."""

import os as _os
import sys as _sys
from importlib.machinery import BuiltinImporter as _BuiltinImporter
from importlib.machinery import ModuleSpec as _ModuleSpec
from importlib.machinery import SourceFileLoader as _SourceFileLoader

MAGIC_NUMBER = b"\0\0\r\n"


def resolve_name(name, package):
    """Resolve a relative module name to an absolute one."""
    if not name.startswith("."):
        return name
    if not package:
        raise ImportError(f"no package specified for {name!r} (required for relative module names)")
    plain = name.lstrip(".")
    level = len(name) - len(plain)
    parts = package.rsplit(".", level - 1)
    if len(parts) < level:
        raise ImportError("attempted relative import beyond top-level package")
    return f"{parts[0]}.{plain}" if plain else parts[0]


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """Return a module spec based on the loader."""
    if is_package is None and hasattr(loader, "is_package"):
        is_package = loader.is_package(name)
    return _ModuleSpec(name, loader, origin=origin, is_package=bool(is_package))


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=None):
    """Return a module spec based on a file location."""
    if location is None:
        return None if loader is None else spec_from_loader(name, loader)
    path = _os.path.abspath(_os.fspath(location))
    if loader is None:
        if not path.endswith(".py"):
            return None
        loader = _SourceFileLoader(name, path)
    spec = _ModuleSpec(name, loader, origin=path)
    spec.has_location = True
    if submodule_search_locations is None:
        if hasattr(loader, "is_package") and loader.is_package(name):
            submodule_search_locations = [_os.path.dirname(path)]
    spec.submodule_search_locations = submodule_search_locations
    return spec


def find_spec(name, package=None):
    """Return the spec for the specified module, or None."""
    name = resolve_name(name, package)
    known = _sys.modules.get(name)
    if known is not None and getattr(known, "__spec__", None) is not None:
        return known.__spec__
    if name in _sys.builtin_module_names:
        return _ModuleSpec(name, _BuiltinImporter, origin="built-in")
    parent, _, last = name.rpartition(".")
    if parent:
        __import__(parent)
        try:
            folders = _sys.modules[parent].__path__
        except AttributeError as error:
            raise ModuleNotFoundError(
                f"__path__ attribute not found on {parent!r} while trying to find {name!r}", name=name
            ) from error
    else:
        folders = _sys.path
    portions = []
    for folder in folders:
        place = _os.path.join(folder or _os.getcwd(), last)
        for file in (_os.path.join(place, "__init__.py"), f"{place}.py"):
            if _os.path.isfile(file):
                return spec_from_file_location(name, file)
        if _os.path.isdir(place):
            portions.append(place)
    if not portions:
        return None
    spec = _ModuleSpec(name, None, is_package=True)
    spec.submodule_search_locations = portions
    return spec


def module_from_spec(spec):
    """Create a module based on the provided spec."""
    module = None
    if hasattr(spec.loader, "create_module"):
        module = spec.loader.create_module(spec)
    if module is None:
        module = type(_sys)(spec.name)
    module.__spec__ = spec
    module.__loader__ = spec.loader
    module.__package__ = spec.parent
    if spec.submodule_search_locations is not None:
        module.__path__ = spec.submodule_search_locations
    if spec.has_location:
        module.__file__ = spec.origin
    return module


def cache_from_source(path, debug_override=None, *, optimization=None):
    """The name that the bytecode of a file would have; no such file is ever written."""
    if debug_override is not None:
        if optimization is not None:
            raise TypeError("debug_override or optimization must be set to None")
        optimization = "" if debug_override else 1
    optimization = "" if optimization is None else str(optimization)
    if optimization and not optimization.isalnum():
        raise ValueError(f"{optimization!r} is not alphanumeric")
    head, tail = _os.path.split(_os.fspath(path))
    base, dot, rest = tail.rpartition(".")
    mark = f".opt-{optimization}" if optimization else ""
    return _os.path.join(head, "__pycache__", f"{base or rest}.{_sys.implementation.cache_tag}{mark}.pyc")


def source_from_cache(path):
    """The name of the file whose bytecode a file would hold."""
    path = _os.fspath(path)
    head, name = _os.path.split(path)
    head, folder = _os.path.split(head)
    if folder != "__pycache__":
        raise ValueError(f"__pycache__ not bottom-level directory in {path!r}")
    dots = name.count(".")
    if dots not in (2, 3):
        raise ValueError(f"expected only 2 or 3 dots in {name!r}")
    if dots == 3:
        mark = name.rsplit(".", 2)[-2]
        if not mark.startswith("opt-"):
            raise ValueError("optimization portion of filename does not start with 'opt-'")
        if not mark[4:].isalnum():
            raise ValueError(f"optimization level {mark!r} is not an alphanumeric value")
    return _os.path.join(head, name.partition(".")[0] + ".py")

