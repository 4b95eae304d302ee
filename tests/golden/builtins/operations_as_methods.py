# The types of builtin methods: those that an operation calls, and the others; types that say which module they are from.
import weakref,types
class A: pass
a=A()
print(type(weakref.ref(a)), type(list[int]), type(int|None), types.GenericAlias.__module__)
for x in (weakref.ref(a), list[int], int|None):
    try: x+1
    except TypeError as e: print(e)
print(type([].append), type([].__len__), type(list.append), type(list.__len__), type(list.__getitem__), type({}.__contains__), type(dict.fromkeys), type(object.__new__), type(int.__add__), type(object().__str__), type(list.__class_getitem__),type([].__reversed__))
print(list.__len__, [].__len__.__name__, list.__getitem__, list.__reversed__, dict.__contains__)
print(isinstance([].__len__, types.MethodWrapperType), isinstance(list.__len__, types.WrapperDescriptorType), isinstance(list.append, types.MethodDescriptorType), isinstance(len,types.BuiltinFunctionType))
class B(list):
    g = list.__len__
    h = list.append
b=B([1,2]); print(b.g(), b.__len__(), b.h(4), len(b), B.__len__, b.__len__.__self__, b.__len__.__objclass__, b.__len__.__qualname__, list.__len__.__objclass__)
print(type(None.__init__), weakref.ref)
