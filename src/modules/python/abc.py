"""Abstract Base Classes (ABCs) according to PEP 3119."""

from _weakref import ref as _ref


def abstractmethod(funcobj):
    """A decorator indicating abstract methods."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractproperty(property):
    __isabstractmethod__ = True


def get_cache_token():
    """Returns the current ABC cache token: it changes with every registration."""
    return ABCMeta._abc_registrations


def update_abstractmethods(cls):
    """Recalculate the set of abstract methods of an abstract class."""
    if not hasattr(cls, "__abstractmethods__"):
        return cls
    names = set()
    for base in cls.__bases__:
        for name in getattr(base, "__abstractmethods__", ()):
            if getattr(getattr(cls, name, None), "__isabstractmethod__", False):
                names.add(name)
    for name, value in cls.__dict__.items():
        if getattr(value, "__isabstractmethod__", False):
            names.add(name)
    cls.__abstractmethods__ = frozenset(names)
    return cls


class _Classes:
    """A set of classes that does not keep them alive."""

    __slots__ = ("refs", "__weakref__")

    def __init__(self):
        self.refs = set()

    def __contains__(self, cls):
        return _ref(cls) in self.refs

    def add(self, cls):
        self.refs.add(_ref(cls, self.refs.discard))

    def __iter__(self):
        for reference in list(self.refs):
            cls = reference()
            if cls is not None:
                yield cls


class ABCMeta(type):
    """Metaclass for defining Abstract Base Classes (ABCs)."""

    _abc_registrations = 0

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        names = {name for name, value in namespace.items() if getattr(value, "__isabstractmethod__", False)}
        for base in bases:
            for name in getattr(base, "__abstractmethods__", ()):
                if getattr(getattr(cls, name, None), "__isabstractmethod__", False):
                    names.add(name)
        cls.__abstractmethods__ = frozenset(names)
        cls._abc_impl = ([], _Classes(), _Classes(), [-1])
        return cls

    def register(cls, subclass):
        """Register a virtual subclass of an ABC.

        Returns the subclass, to allow usage as a class decorator.
        """
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError("Refusing to create an inheritance cycle")
        cls.__dict__["_abc_impl"][0].append(_ref(subclass))
        ABCMeta._abc_registrations += 1
        return subclass

    def __instancecheck__(cls, instance):
        """Override for isinstance(instance, cls)."""
        subclass = instance.__class__
        if cls.__subclasscheck__(subclass):
            return True
        subtype = type(instance)
        return subtype is not subclass and cls.__subclasscheck__(subtype)

    def __subclasscheck__(cls, subclass):
        """Override for issubclass(subclass, cls)."""
        if not isinstance(subclass, type):
            raise TypeError("issubclass() arg 1 must be a class")
        registered, known, negative, version = cls.__dict__["_abc_impl"]
        if subclass in known:
            return True
        if version[0] != ABCMeta._abc_registrations:
            negative.refs.clear()
            version[0] = ABCMeta._abc_registrations
        elif subclass in negative:
            return False
        verdict = cls.__subclasshook__(subclass)
        if verdict is NotImplemented:
            verdict = (
                cls in getattr(subclass, "__mro__", ())
                or any(found is not None and issubclass(subclass, found) for found in [reg() for reg in registered])
                or any(issubclass(subclass, below) for below in cls.__subclasses__())
            )
        elif not isinstance(verdict, bool):
            raise AssertionError("__subclasshook__ must return either False, True, or NotImplemented")
        (known if verdict else negative).add(subclass)
        return verdict


class ABC(metaclass=ABCMeta):
    """Helper class that provides a standard way to create an ABC using
    inheritance.
    """

    __slots__ = ()
