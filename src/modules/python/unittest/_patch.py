"""patch(): putting a mock, or something else, in the place of an attribute for a while."""

import sys

from ._calls import DEFAULT

__unittest = True


def _import(target):
    """The object of a dotted name, whose packages are imported."""
    first, *rest = target.split(".")
    path = first
    thing = __import__(first)
    for part in rest:
        path += f".{part}"
        try:
            thing = getattr(thing, part)
        except AttributeError:
            __import__(path)
            thing = getattr(thing, part)
    return thing


def _get_target(target):
    try:
        target, attribute = target.rsplit(".", 1)
    except (TypeError, ValueError, AttributeError):
        raise TypeError(f"Need a valid target to patch. You supplied: {target!r}")
    return (lambda: _import(target)), attribute


class _patch:
    attribute_name = None
    _active_patches = []

    def __init__(
        self, getter, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs, *, unsafe=False
    ):
        if not unsafe:
            from ._autospec import _check_spec_arg_typos

            _check_spec_arg_typos(kwargs)
        if new_callable is not None:
            if new is not DEFAULT:
                raise ValueError("Cannot use 'new' and 'new_callable' together")
            if autospec is not None:
                raise ValueError("Cannot use 'autospec' and 'new_callable' together")
        self.getter = getter
        self.attribute = attribute
        self.new = new
        self.new_callable = new_callable
        self.spec = spec
        self.create = create
        self.has_local = False
        self.spec_set = spec_set
        self.autospec = autospec
        self.kwargs = kwargs
        self.additional_patchers = []
        self.is_started = False

    def copy(self):
        new = _patch(
            self.getter, self.attribute, self.new, self.spec, self.create, self.spec_set, self.autospec, self.new_callable,
            self.kwargs,
        )
        new.attribute_name = self.attribute_name
        new.additional_patchers = [patcher.copy() for patcher in self.additional_patchers]
        return new

    def __call__(self, func):
        return self.decorate_class(func) if isinstance(func, type) else self.decorate_callable(func)

    def decorate_class(self, klass):
        for name in dir(klass):
            if name.startswith(patch.TEST_PREFIX) and hasattr(getattr(klass, name), "__call__"):
                setattr(klass, name, self.copy()(getattr(klass, name)))
        return klass

    def decorate_callable(self, func):
        # Decorators of the same function share one wrapper, which has a list of them.
        if hasattr(func, "patchings"):
            func.patchings.append(self)
            return func
        from contextlib import ExitStack
        from functools import wraps

        @wraps(func)
        def patched(*args, **keywargs):
            with ExitStack() as stack:
                more = []
                for patching in patched.patchings:
                    value = stack.enter_context(patching)
                    if patching.attribute_name is not None:
                        keywargs.update(value)
                    elif patching.new is DEFAULT:
                        more.append(value)
                return func(*args, *more, **keywargs)

        patched.patchings = [self]
        return patched

    def get_original(self):
        target, name = self.target, self.attribute
        is_local = False
        try:
            original = target.__dict__[name]
            is_local = True
        except (AttributeError, KeyError):
            original = getattr(target, name, DEFAULT)
        if name in vars(__import__("builtins")) and isinstance(target, type(sys)):
            self.create = True
        if not self.create and original is DEFAULT:
            raise AttributeError(f"{target} does not have the attribute {name!r}")
        return original, is_local

    def __enter__(self):
        """Perform the patch."""
        self.target = self.getter()
        original, is_local = self.get_original()
        new = self._replacement(original)
        self.temp_original = original
        self.is_local = is_local
        from contextlib import ExitStack

        self._exit_stack = ExitStack()
        self.is_started = True
        try:
            setattr(self.target, self.attribute, new)
            if self.attribute_name is None:
                return new
            found = {self.attribute_name: new} if self.new is DEFAULT else {}
            for patching in self.additional_patchers:
                value = self._exit_stack.enter_context(patching)
                if patching.new is DEFAULT:
                    found.update(value)
            return found
        except BaseException:
            if not self.__exit__(*sys.exc_info()):
                raise

    def _replacement(self, original):
        """What is put in the place of the original."""
        from ._autospec import _are_instances_callable
        from .mock import MagicMock, NonCallableMagicMock, NonCallableMock, _is_list, create_autospec

        spec, spec_set, autospec = self.spec, self.spec_set, self.autospec
        if spec is False:
            spec = None
        if spec_set is False:
            spec_set = None
        if autospec is False:
            autospec = None
        if spec is not None and autospec is not None:
            raise TypeError("Can't specify spec and autospec")
        if (spec is not None or autospec is not None) and spec_set not in (True, None):
            raise TypeError("Can't provide explicit spec_set *and* spec or autospec")
        if self.new is DEFAULT and autospec is None:
            if spec is True:
                spec = original
                if spec_set is True:
                    spec_set, spec = original, None
            elif spec is not None:
                if spec_set is True:
                    spec_set, spec = spec, None
            elif spec_set is True:
                spec_set = original
            if spec is not None or spec_set is not None:
                if original is DEFAULT:
                    raise TypeError("Can't use 'spec' with create=True")
                self._refuse_mocked_spec(spec, spec_set)
            inherits = isinstance(original, type)
            options = {}
            kind = MagicMock
            if self.new_callable is not None:
                kind = self.new_callable
            elif spec is not None or spec_set is not None:
                this = spec_set if spec_set is not None else spec
                is_callable = "__call__" in this if _is_list(this) else callable(this)
                if not is_callable:
                    kind = NonCallableMagicMock
            if spec is not None:
                options["spec"] = spec
            if spec_set is not None:
                options["spec_set"] = spec_set
            if isinstance(kind, type) and issubclass(kind, NonCallableMock) and self.attribute:
                options["name"] = self.attribute
            new = kind(**{**options, **self.kwargs})
            if inherits and isinstance(new, NonCallableMock) and (spec is not None or spec_set is not None):
                # Instances of a mocked class have its attributes, too.
                this = spec_set if spec_set is not None else spec
                if not _is_list(this) and isinstance(this, type):
                    options.pop("name", None)
                    kind = kind if _are_instances_callable(this) else NonCallableMagicMock
                    new.return_value = kind(_new_parent=new, _new_name="()", **options)
            return new
        if autospec is not None:
            if self.new is not DEFAULT:
                raise TypeError("autospec creates the mock for you. Can't specify autospec and new.")
            if original is DEFAULT:
                raise TypeError("Can't use 'autospec' with create=True")
            if autospec is True:
                autospec = original
            self._refuse_mocked_target(autospec)
            return create_autospec(autospec, spec_set=bool(spec_set), _name=self.attribute, **self.kwargs)
        if self.kwargs:
            raise TypeError("Can't pass kwargs to a mock we aren't creating")
        return self.new

    def _refuse_mocked_spec(self, spec, spec_set):
        """A mock has every attribute: as a spec it says nothing."""
        from .mock import InvalidSpecError, _is_instance_mock

        if _is_instance_mock(spec):
            raise InvalidSpecError(
                f"Cannot spec attr {self.attribute!r} as the spec has already been mocked out. [spec={spec!r}]"
            )
        if _is_instance_mock(spec_set):
            raise InvalidSpecError(
                f"Cannot spec attr {self.attribute!r} as the spec_set target has already been mocked out. [spec_set={spec_set!r}]"
            )

    def _refuse_mocked_target(self, autospec):
        """The same for a spec that is the original."""
        from .mock import InvalidSpecError, _is_instance_mock

        details = f"[target={self.target!r}, attr={autospec!r}]"
        if _is_instance_mock(self.target):
            raise InvalidSpecError(
                f"Cannot autospec attr {self.attribute!r} as the patch target has already been mocked out. {details}"
            )
        if _is_instance_mock(autospec):
            name = getattr(self.target, "__name__", self.target)
            raise InvalidSpecError(
                f"Cannot autospec attr {self.attribute!r} from target {name!r} as it has already been mocked out. {details}"
            )

    def __exit__(self, *exc_info):
        """Undo the patch."""
        if not self.is_started:
            return
        if self.is_local and self.temp_original is not DEFAULT:
            setattr(self.target, self.attribute, self.temp_original)
        else:
            delattr(self.target, self.attribute)
            special = ("__doc__", "__module__", "__defaults__", "__annotations__", "__kwdefaults__")
            if not self.create and (not hasattr(self.target, self.attribute) or self.attribute in special):
                # The attribute was made by a proxy object.
                setattr(self.target, self.attribute, self.temp_original)
        del self.temp_original, self.is_local, self.target
        stack = self._exit_stack
        del self._exit_stack
        self.is_started = False
        return stack.__exit__(*exc_info)

    def start(self):
        """Activate a patch, returning any created mock."""
        result = self.__enter__()
        self._active_patches.append(self)
        return result

    def stop(self):
        """Stop an active patch."""
        try:
            self._active_patches.remove(self)
        except ValueError:
            # It has not been started.
            return None
        return self.__exit__(None, None, None)


def patch(
    target, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, *, unsafe=False, **kwargs
):
    """
    `patch` acts as a function decorator, class decorator or a context
    manager. Inside the body of the function or with statement, the `target`
    is patched with a `new` object. When the function/with statement exits
    the patch is undone.

    `target` should be a string in the form 'package.module.ClassName'. If
    `new` is omitted it is replaced with a `MagicMock`, which is passed in as
    an extra argument to a decorated function, or is the value of the context
    manager; other arguments go to the `MagicMock`.
    """
    getter, attribute = _get_target(target)
    return _patch(getter, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs, unsafe=unsafe)


def _patch_object(
    target, attribute, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, *,
    unsafe=False, **kwargs
):
    """
    patch the named member (`attribute`) on an object (`target`) with a mock
    object.

    Arguments are those of `patch`.
    """
    if type(target) is str:
        raise TypeError(f"{target!r} must be the actual object to be patched, not a str")
    return _patch(lambda: target, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs, unsafe=unsafe)


def _patch_multiple(
    target, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs
):
    """Perform multiple patches in a single call. It takes the object to be
    patched (either as an object or a string to fetch the object by importing)
    and keyword arguments for the patches; the value DEFAULT asks for a mock.
    """
    getter = (lambda: _import(target)) if type(target) is str else (lambda: target)
    if not kwargs:
        raise ValueError("Must supply at least one keyword argument with patch.multiple")
    patchers = []
    for attribute, new in kwargs.items():
        patcher = _patch(getter, attribute, new, spec, create, spec_set, autospec, new_callable, {})
        patcher.attribute_name = attribute
        patchers.append(patcher)
    first, *rest = patchers
    first.additional_patchers.extend(rest)
    return first


class _patch_dict:
    """
    Patch a dictionary, or dictionary like object, and restore the dictionary
    to its original state after the test.

    `in_dict` can be a dictionary or a mapping, or the name of one; `values`
    are set in it. If `clear` is true it is emptied before.
    """

    def __init__(self, in_dict, values=(), clear=False, **kwargs):
        self.in_dict = in_dict
        self.values = {**dict(values), **kwargs}
        self.clear = clear
        self._original = None

    def __call__(self, f):
        if isinstance(f, type):
            for name in dir(f):
                method = getattr(f, name)
                if name.startswith(patch.TEST_PREFIX) and hasattr(method, "__call__"):
                    setattr(f, name, _patch_dict(self.in_dict, self.values, self.clear)(method))
            return f
        from functools import wraps

        @wraps(f)
        def inner(*args, **kw):
            with self:
                return f(*args, **kw)

        return inner

    def __enter__(self):
        """Patch the dict."""
        if isinstance(self.in_dict, str):
            self.in_dict = _import(self.in_dict)
        target = self.in_dict
        try:
            self._original = target.copy()
        except AttributeError:
            # Something like a dict: it can be read by its keys.
            self._original = {key: target[key] for key in target}
        if self.clear:
            _clear(target)
        try:
            target.update(self.values)
        except AttributeError:
            for key in self.values:
                target[key] = self.values[key]
        return target

    def __exit__(self, *args):
        """Unpatch the dict."""
        if self._original is not None:
            target, original = self.in_dict, self._original
            _clear(target)
            try:
                target.update(original)
            except AttributeError:
                for key in original:
                    target[key] = original[key]
            self._original = None
        return False

    def start(self):
        """Activate a patch, returning any created mock."""
        result = self.__enter__()
        _patch._active_patches.append(self)
        return result

    def stop(self):
        """Stop an active patch."""
        try:
            _patch._active_patches.remove(self)
        except ValueError:
            return None
        return self.__exit__(None, None, None)


def _clear(target):
    try:
        target.clear()
    except AttributeError:
        for key in list(target):
            del target[key]


def _patch_stopall():
    """Stop all active patches. LIFO to unroll nested patches."""
    for patcher in reversed(_patch._active_patches):
        patcher.stop()


patch.object = _patch_object
patch.dict = _patch_dict
patch.multiple = _patch_multiple
patch.stopall = _patch_stopall
patch.TEST_PREFIX = "test"
