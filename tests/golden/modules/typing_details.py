# What typing remembers, refuses and checks.
import copy
import operator
from typing import *
from typing import ForwardRef


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


T = TypeVar("T")
UserId = NewType("UserId", int)
print(List[int] is List[int], Union[int, str] is Union[int, str], Literal[1] is Literal[1], Literal[1] is Literal[True])
print(Callable[[int], str] is Callable[[int], str], Annotated[int, 1] is Annotated[int, 1.0], Tuple[int, ...] is Tuple[int, ...])
for thing in (UserId, Annotated[int, "note", 5], Optional[int], Callable[[int, str], bool], List[T][int]):
    print(thing, copy.copy(thing) == thing, thing.__reduce__())
print(Optional[int].__name__, Union[int, str].__name__, Literal[int, "a", 1])
for form in (Union, List, Union[int, str], Callable[[int], str], Annotated[T, ""]):
    attempt(iter, form)
print(next(iter(List[int])))
for wrong in (ClassVar, ClassVar[int], Final, Final[int], Generic[T], Protocol[T], Union, Generic, (int, str)):
    attempt(operator.getitem, List, wrong)
attempt(operator.getitem, Annotated, int)
print(Annotated[ClassVar[int], 1])
attempt(operator.getitem, Required, ClassVar[int])
attempt(operator.getitem, Required, (int, str))
Alias = List[T]


class Box(Generic[T]):
    shared = 1


Box[int].shared = 5
print(Box.shared, "shared" in dir(Box[int]), hasattr(Box[int], "shared"))


@runtime_checkable
class HasName(Protocol):
    name: str


@runtime_checkable
class Closes(Protocol):
    def close(self):
        ...


class Named:
    def __init__(self):
        self.name = "x"


class Silent:
    close = None


class Closing:
    def close(self):
        pass


print(isinstance(Named(), HasName), isinstance(5, HasName), isinstance(Closing(), Closes), isinstance(Silent(), Closes))
attempt(issubclass, Named, HasName)
print(issubclass(Closing, Closes), issubclass(Silent, Closes), isinstance(open, Closes), issubclass(type(open), Closes))
attempt(issubclass, 5, Closes)


class Plain(Protocol):
    name: str


attempt(isinstance, Named(), Plain)
attempt(Plain)


class Own(Plain):
    def __init__(self):
        super().__init__()
        self.name = "own"


class WithInit(Protocol):
    value: int

    def __init__(self):
        self.value = 7


class Uses(WithInit):
    pass


print(Own().name, Uses().value)


@no_type_check
class Unchecked:
    def method(self, x: "nothing of the kind"):
        pass


print(get_type_hints(Unchecked.method), Unchecked.__no_type_check__)
print(ForwardRef("*Ts"), ForwardRef("int") == ForwardRef("int"))


def function(x: "List[int]", y: "ClassVar[int]" = None):
    pass


attempt(get_type_hints, function)
