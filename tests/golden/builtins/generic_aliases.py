"""Generic aliases and unions: their parts, what they pass on to the type, unpacking, operators and refusals."""
import copy
import types
import weakref

a = list[int]
CASES = [
    'a.__origin__=5',
    'a.foo=1',
    'del a.__args__',
    'a.__parameters__=1',
    '(int|str).x=1',
    '(int|str).__args__=1',
    '(int|str).__module__',
    '(int|str).__name__',
    '(int|str).__qualname__',
    'types.GenericAlias(list)',
    'types.GenericAlias(list,int,x=1)',
    'types.GenericAlias(1,2)',
    'types.GenericAlias(1,[2])',
    'list[1]',
    "list['a']",
    'list[[int]]',
    'list[int][int]',
    '(int|str)[int]',
    'hash(list[[]])',
    'list[int] < 5',
    'list[int] < list[str]',
    'list[int]==5',
    "types.new_class('X',(list[int],))",
    'isinstance(1,list[int])',
    'issubclass(int,list[int])',
    'isinstance(1,int|list[int])',
    'isinstance([],list|list[int])',
    'issubclass(int,int|list[int])',
    'issubclass(1,int|str)',
    'issubclass(int,int|None)',
    'isinstance(None,int|None)',
    'int|5',
    '5|int',
    'int|None|int',
    'None|None',
    'int|list[int]|list[int]',
    "int|'a'",
    'type(None)|int',
    'int|type|...',
    'list[...]',
    'list[None]',
    'tuple[()]',
    'tuple[(),]',
    'list[int,...]',
    'dict[int:str]',
    'a.append',
    'a.__len__',
    'len(a)',
    'a()',
    'a([1,2])',
    'dict[int,str](a=1)',
    'bool(a)',
    'a.__mro_entries__(())',
    'a.__reduce__()',
    'a.__reduce_ex__(4)',
    'a.__copy__',
    'a.__typing_unpacked_tuple_args__',
    'next(iter(tuple[int,str])).__typing_unpacked_tuple_args__',
    'next(iter(tuple[int,str]))',
    'dir(a)==dir(list)',
    'a.__unpacked__',
    'next(iter(a)).__unpacked__',
    'next(iter(a))==a',
    'hash(next(iter(a)))==hash(a)',
    '[*iter(next(iter(a)))]',
    'tuple[*tuple[int,str]]',
    'tuple[*tuple[int,...]].__args__[0].__unpacked__',
    'int|next(iter(a))',
    'type[int]()',
    'type[int](5)',
    '(int|str)==(str|int)',
    'hash(int|str)==hash(str|int)',
    '(int|str)==5',
    '(int|str)!=(str|int)',
    '(int|str)<1',
    '(int|str).__args__',
    '(int|None).__args__',
    '(int|str).__parameters__',
    '(int|str).__or__(5)',
    '(int|str).__instancecheck__(5)',
    '(int|str).__getitem__(5)',
    '(int|str)()',
    "repr(int|None|list['x'])",
    "int|list['x']|(str|None)",
    'a.__setattr__',
    "a.__delattr__('x')",
    "object.__getattribute__(a,'__name__')",
    "object.__getattribute__(a,'append')",
    "types.GenericAlias.__getattribute__(a,'append')",
    "getattr(a,'__args__')",
    'a|None',
    'None|a',
    'a|5',
    'a|a',
    'types.GenericAlias.__or__(a,5)',
    'types.GenericAlias.__ror__(a,int)',
    'type.__or__(int,5)',
    'type.__ror__(int,None)',
    'int.__or__(5,3)',
    'a.mro()',
    'a.__mro__',
    'a.__bases__',
    'a.__orig_class__',
    'type(a)()',
    'set([a,list[int]])',
    '{a:1}[list[int]]',
    'a is list[int]',
    'type(a).__mro__',
    'a.__weakref__',
    'list[int] == list[int,]',
    'list[list]',
    'list[list[int]]',
    'list[lambda:0]',
    'list[print]',
    'list[list.append]',
    'list[type(iter([]))]',
    'list[types.UnionType]',
    'list[NotImplemented]',
    'list[int|str]',
    "list[b'x']",
]
for case in CASES:
    statement = case.startswith("del ") or "=" in case.replace("==", "").replace("!=", "").replace("x=1", "").replace("a=1", "") and "(" not in case.split("=")[0]
    try:
        if statement or case.endswith((").x=1", "__=1", "foo=1")):
            exec(case)
            print(case, "done")
        else:
            print(case, "->", eval(case))
    except Exception as error:
        print(case, "!", type(error).__name__, error)

star = next(iter(tuple[int, str]))
for value in (a, star, dict[str, list[int]], int | None, int | list["x"]):
    for copied in (copy.copy(value), copy.deepcopy(value)):
        print(copied, copied == value, type(copied).__name__, hash(copied) == hash(value))
print(sorted(set(dir(a)) - set(dir(list))))
print(star.__reduce__()[0], list(star.__reduce__()[1][0]))
print(weakref.ref(a)() is a)
print(type(iter(a)).__name__, iter(a).__reduce__())
over = iter(a)
print(next(over), list(over), over.__reduce__())


class Sub(list):
    pass


class Base:
    def __init__(self, *args):
        self.args = args

    def __class_getitem__(cls, item):
        return types.GenericAlias(cls, item)


print(Sub[int], Sub[int].__origin__ is Sub, Sub[int](), Base[int, str](1, 2).args, Base[int](1).__orig_class__)
print([isinstance(1, t) for t in (int | str, str | None, int | list[int])])


class Variable:
    """Stands for an argument."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name

    def __typing_subst__(self, arg):
        print("subst", self, arg)
        return arg

    def __or__(self, other):
        return ("or", self, other)


T, K = Variable("T"), Variable("K")
print(list[T].__parameters__, dict[T, K].__parameters__, dict[K, list[T]].__parameters__, list[int].__parameters__)
print(list[T].__parameters__ is list[T].__parameters__, (lambda x: x.__parameters__ is x.__parameters__)(dict[T, K]))
print(list[T][int], dict[T, K][int, str], dict[K, list[T]][int, str], dict[T, T][5])
print((int | list[T]).__parameters__, (int | list[T])[str], (int | list[T])[K])
for bad in (lambda: dict[T, K][int], lambda: list[T][int, str], lambda: list[int][str], lambda: (int | list[T])[int, str]):
    try:
        print(bad())
    except TypeError as error:
        print(error)
print(list[T][*tuple[int]], dict[T, K][*tuple[int, str]], dict[T, K][*tuple[int, str],])
print([*tuple[int, str]], tuple[int, *tuple[str, ...]], (lambda *args: args)(*list[int]))
for name in ("values", "k"):
    print(types.MappingProxyType({"k": 1}) | {name: 2}, {name: 3} | types.MappingProxyType({"k": 1}))
proxy = types.MappingProxyType({"k": 1})
for operation in ("proxy | 5", "5 | proxy", "proxy < 5", "proxy >= {}", "5 < proxy", "proxy == {'k': 1}", "proxy != proxy", "str(proxy)", "repr(proxy)", "proxy | proxy", "proxy.__or__(3)"):
    try:
        print(operation, eval(operation))
    except TypeError as error:
        print(operation, error)
try:
    proxy |= {}
except TypeError as error:
    print(error)
