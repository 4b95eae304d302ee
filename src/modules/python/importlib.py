"""Importing modules by name."""

__all__ = ["__import__", "import_module", "invalidate_caches", "reload"]

import sys as _sys
from builtins import __import__


def invalidate_caches():
    """Forget what finders know. There is nothing to forget: each import looks at the folders anew."""


def import_module(name, package=None):
    """Import a module.

    The 'package' argument is required when performing a relative import. It
    specifies the package to use as the anchor point from which to resolve the
    relative import to an absolute import.
    """
    if name.startswith("."):
        if not package:
            raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
        from importlib.util import resolve_name

        name = resolve_name(name, package)
    if name not in _sys.modules:
        __import__(name)
    return _sys.modules[name]


def reload(module):
    """Reload the module and return it.

    The module must have been successfully imported before.
    """
    if not isinstance(module, type(_sys)):
        raise TypeError("reload() argument must be a module")
    name = module.__name__
    if _sys.modules.get(name) is not module:
        raise ImportError(f"module {name} not in sys.modules", name=name)
    file = getattr(module, "__file__", None)
    if file is None:
        raise NotImplementedError(f"module {name!r} has no file to load it from again")
    with open(file, "rb") as source:
        code = compile(source.read(), file, "exec")
    exec(code, module.__dict__)
    return _sys.modules.get(name, module)
