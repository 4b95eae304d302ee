//! What every part of the machine refers to by name: builtin types, exception classes, interned names.
//!
//! Three tables: a new builtin type, exception or name is one row.

use crate::heap::Value;
use crate::heap::header::KIND_INSTANCE;
use crate::heap::kind::Object;
use crate::objects as o;

macro_rules! types {
    ($( $variant:ident = $name:literal, $base:ident, $layout:expr, $basetype:literal; )*) => {
        /// A builtin type.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum T { $( $variant, )* }

        /// A row of the table of builtin types.
        pub struct TypeRow {
            pub which: T,
            pub name: &'static str,
            pub base: T,
            /// Kind number of the instances' layout; 0 for types whose instances have none of their own.
            pub layout: u8,
            /// Whether classes may inherit from it.
            pub is_base: bool,
        }

        /// The builtin types, bases first.
        pub static TYPES: &[TypeRow] = &[ $( TypeRow {
            which: T::$variant, name: $name, base: T::$base, layout: $layout, is_base: $basetype,
        }, )* ];
    };
}

const fn kind<L: Object>() -> u8 {
    L::KIND
}

types! {
    // variant    = name, base, layout, may be inherited from
    Object        = "object", Object, KIND_INSTANCE, true;
    Type          = "type", Object, kind::<o::Type>(), true;
    Int           = "int", Object, 1, true;
    Bool          = "bool", Int, 0, false;
    Float         = "float", Object, 2, true;
    Complex       = "complex", Object, kind::<o::ComplexObject>(), true;
    Str           = "str", Object, kind::<o::Str>(), true;
    Bytes         = "bytes", Object, kind::<o::Bytes>(), true;
    ByteArray     = "bytearray", Object, kind::<o::ByteArray>(), true;
    ManagedBuffer = "managedbuffer", Object, kind::<o::ManagedBuffer>(), false;
    MemoryView    = "memoryview", Object, kind::<o::MemoryView>(), false;
    Tuple         = "tuple", Object, kind::<o::Tuple>(), true;
    List          = "list", Object, kind::<o::List>(), true;
    Dict          = "dict", Object, kind::<o::Dict>(), true;
    Set           = "set", Object, kind::<o::Set>(), true;
    FrozenSet     = "frozenset", Object, kind::<o::Set>(), true;
    Range         = "range", Object, kind::<o::Range>(), false;
    Slice         = "slice", Object, kind::<o::SliceObject>(), false;
    NoneType      = "NoneType", Object, 0, false;
    Ellipsis      = "ellipsis", Object, 0, false;
    NotImplemented = "NotImplementedType", Object, 0, false;
    Function      = "function", Object, kind::<o::Function>(), false;
    Native        = "builtin_function_or_method", Object, kind::<o::Native>(), false;
    MethodDescriptor = "method_descriptor", Object, kind::<o::Native>(), false;
    WrapperDescriptor = "wrapper_descriptor", Object, kind::<o::Native>(), false;
    MethodWrapper = "method-wrapper", Object, kind::<o::Native>(), false;
    Method        = "method", Object, kind::<o::BoundMethod>(), false;
    Cell          = "cell", Object, kind::<o::CellObject>(), false;
    Code          = "code", Object, kind::<o::Code>(), false;
    Module        = "module", Object, kind::<o::Module>(), true;
    Traceback     = "traceback", Object, kind::<o::Traceback>(), false;
    Generator     = "generator", Object, kind::<o::Generator>(), false;
    Coroutine     = "coroutine", Object, kind::<o::Generator>(), false;
    AsyncGenerator = "async_generator", Object, kind::<o::Generator>(), false;
    CoroutineWrapper = "coroutine_wrapper", Object, kind::<o::Awaiter>(), false;
    AsyncGenASend = "async_generator_asend", Object, kind::<o::Awaiter>(), false;
    AsyncGenAThrow = "async_generator_athrow", Object, kind::<o::Awaiter>(), false;
    AnextAwaitable = "anext_awaitable", Object, kind::<o::Awaiter>(), false;
    Property      = "property", Object, kind::<o::Property>(), true;
    ClassMethod   = "classmethod", Object, kind::<o::ClassMethod>(), true;
    StaticMethod  = "staticmethod", Object, kind::<o::StaticMethod>(), true;
    Super         = "super", Object, kind::<o::Super>(), true;
    WeakRef       = "ReferenceType", Object, kind::<o::WeakRef>(), true;
    Member        = "member_descriptor", Object, kind::<o::Member>(), false;
    GetSet        = "getset_descriptor", Object, kind::<o::GetSet>(), false;
    MappingProxy  = "mappingproxy", Object, kind::<o::MappingProxy>(), false;
    DictKeys      = "dict_keys", Object, kind::<o::DictView>(), false;
    DictValues    = "dict_values", Object, kind::<o::DictView>(), false;
    DictItems     = "dict_items", Object, kind::<o::DictView>(), false;
    ListIterator  = "list_iterator", Object, kind::<o::Iter>(), false;
    ListReverseIterator = "list_reverseiterator", Object, kind::<o::Iter>(), false;
    TupleIterator = "tuple_iterator", Object, kind::<o::Iter>(), false;
    StrIterator   = "str_iterator", Object, kind::<o::Iter>(), false;
    StrAsciiIterator = "str_ascii_iterator", Object, kind::<o::Iter>(), false;
    BytesIterator = "bytes_iterator", Object, kind::<o::Iter>(), false;
    ByteArrayIterator = "bytearray_iterator", Object, kind::<o::Iter>(), false;
    MemoryIterator = "memory_iterator", Object, kind::<o::Iter>(), false;
    RangeIterator = "range_iterator", Object, kind::<o::Iter>(), false;
    BigRangeIterator = "longrange_iterator", Object, kind::<o::Iter>(), false;
    SetIterator   = "set_iterator", Object, kind::<o::Iter>(), false;
    DictKeyIterator = "dict_keyiterator", Object, kind::<o::Iter>(), false;
    DictValueIterator = "dict_valueiterator", Object, kind::<o::Iter>(), false;
    DictItemIterator = "dict_itemiterator", Object, kind::<o::Iter>(), false;
    DictReverseKeyIterator = "dict_reversekeyiterator", Object, kind::<o::Iter>(), false;
    DictReverseValueIterator = "dict_reversevalueiterator", Object, kind::<o::Iter>(), false;
    DictReverseItemIterator = "dict_reverseitemiterator", Object, kind::<o::Iter>(), false;
    SequenceIterator = "iterator", Object, kind::<o::Iter>(), false;
    CallableIterator = "callable_iterator", Object, kind::<o::Iter>(), false;
    Reversed      = "reversed", Object, kind::<o::Iter>(), true;
    Enumerate     = "enumerate", Object, kind::<o::Iter>(), true;
    Zip           = "zip", Object, kind::<o::Iter>(), true;
    Map           = "map", Object, kind::<o::Iter>(), true;
    Filter        = "filter", Object, kind::<o::Iter>(), true;
    Union         = "UnionType", Object, KIND_INSTANCE, false;
    GenericAlias  = "GenericAlias", Object, KIND_INSTANCE, true;
    GenericAliasIterator = "generic_alias_iterator", Object, KIND_INSTANCE, false;
    Quitter       = "Quitter", Object, KIND_INSTANCE, false;
    Helper        = "_Helper", Object, KIND_INSTANCE, false;
    Frame         = "frame", Object, kind::<o::FrameObject>(), false;
}

macro_rules! exceptions {
    ($( $name:ident < $base:ident; )*) => {
        /// A builtin exception class.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum E { BaseException, $( $name, )* }

        /// Name, class and base, bases first.
        pub static EXCEPTIONS: &[(&str, E, E)] = &[
            ("BaseException", E::BaseException, E::BaseException),
            $( (stringify!($name), E::$name, E::$base), )*
        ];
    };
}

exceptions! {
    Exception < BaseException;
    SystemExit < BaseException;
    KeyboardInterrupt < BaseException;
    GeneratorExit < BaseException;
    BaseExceptionGroup < BaseException;
    StopIteration < Exception;
    StopAsyncIteration < Exception;
    ArithmeticError < Exception;
    FloatingPointError < ArithmeticError;
    OverflowError < ArithmeticError;
    ZeroDivisionError < ArithmeticError;
    AssertionError < Exception;
    AttributeError < Exception;
    BufferError < Exception;
    EOFError < Exception;
    ImportError < Exception;
    ModuleNotFoundError < ImportError;
    LookupError < Exception;
    IndexError < LookupError;
    KeyError < LookupError;
    MemoryError < Exception;
    NameError < Exception;
    UnboundLocalError < NameError;
    OSError < Exception;
    BlockingIOError < OSError;
    ChildProcessError < OSError;
    ConnectionError < OSError;
    BrokenPipeError < ConnectionError;
    ConnectionAbortedError < ConnectionError;
    ConnectionRefusedError < ConnectionError;
    ConnectionResetError < ConnectionError;
    FileExistsError < OSError;
    FileNotFoundError < OSError;
    InterruptedError < OSError;
    IsADirectoryError < OSError;
    NotADirectoryError < OSError;
    PermissionError < OSError;
    ProcessLookupError < OSError;
    TimeoutError < OSError;
    ReferenceError < Exception;
    RuntimeError < Exception;
    NotImplementedError < RuntimeError;
    RecursionError < RuntimeError;
    SyntaxError < Exception;
    IndentationError < SyntaxError;
    TabError < IndentationError;
    SystemError < Exception;
    TypeError < Exception;
    ValueError < Exception;
    UnicodeError < ValueError;
    UnicodeDecodeError < UnicodeError;
    UnicodeEncodeError < UnicodeError;
    UnicodeTranslateError < UnicodeError;
    Warning < Exception;
    DeprecationWarning < Warning;
    PendingDeprecationWarning < Warning;
    RuntimeWarning < Warning;
    SyntaxWarning < Warning;
    UserWarning < Warning;
    FutureWarning < Warning;
    ImportWarning < Warning;
    UnicodeWarning < Warning;
    BytesWarning < Warning;
    ResourceWarning < Warning;
    EncodingWarning < Warning;
    ExceptionGroup < BaseExceptionGroup;
}

macro_rules! names {
    ($( $field:ident = $text:literal; )*) => {
        /// A name that the machine itself looks up; `Vm::name` gives the interned string.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(non_camel_case_types)]
        #[repr(u16)]
        pub enum N { $( $field, )* }

        /// Their texts, by number.
        pub static NAMES: &[&str] = &[ $( $text, )* ];
    };
}

names! {
    abs = "__abs__"; add = "__add__"; aenter = "__aenter__"; aexit = "__aexit__"; aiter = "__aiter__"; anext = "__anext__"; await_ = "__await__"; all = "__all__"; and = "__and__";
    annotations = "__annotations__"; args = "args"; bases = "__bases__"; bool = "__bool__"; build_class = "__build_class__";
    builtins = "__builtins__"; bytes = "__bytes__"; call = "__call__"; cause = "__cause__"; ceil = "__ceil__";
    class = "__class__"; class_getitem = "__class_getitem__"; classcell = "__classcell__"; close = "close"; closure = "__closure__";
    code = "__code__"; complex = "__complex__"; contains = "__contains__"; context = "__context__"; copy = "copy";
    debug = "__debug__"; defaults = "__defaults__"; del = "__del__"; delattr = "__delattr__"; delete = "__delete__";
    delitem = "__delitem__"; dict = "__dict__"; dir = "__dir__"; divmod = "__divmod__"; doc = "__doc__";
    enter = "__enter__"; eq = "__eq__"; exit = "__exit__"; file = "__file__"; float = "__float__";
    floor = "__floor__"; floordiv = "__floordiv__"; format = "__format__"; func = "__func__"; ge = "__ge__";
    get = "__get__"; getattr = "__getattr__"; getattribute = "__getattribute__"; getitem = "__getitem__"; gt = "__gt__";
    hash = "__hash__"; iadd = "__iadd__"; iand = "__iand__"; ifloordiv = "__ifloordiv__"; ilshift = "__ilshift__";
    imatmul = "__imatmul__"; imod = "__imod__"; imul = "__imul__"; index = "__index__"; init = "__init__";
    init_subclass = "__init_subclass__"; instancecheck = "__instancecheck__"; int = "__int__"; invert = "__invert__"; ior = "__ior__";
    ipow = "__ipow__"; irshift = "__irshift__"; isub = "__isub__"; iter = "__iter__"; itruediv = "__itruediv__";
    ixor = "__ixor__"; keys = "keys"; kwdefaults = "__kwdefaults__"; le = "__le__"; len = "__len__";
    length_hint = "__length_hint__"; lshift = "__lshift__"; lt = "__lt__"; main = "__main__"; matmul = "__matmul__";
    metaclass = "metaclass"; missing = "__missing__"; mod_ = "__mod__"; module = "__module__"; mro = "__mro__";
    mro_entries = "__mro_entries__"; mul = "__mul__"; name = "__name__"; ne = "__ne__"; neg = "__neg__";
    new = "__new__"; next = "__next__"; notes = "__notes__"; or = "__or__"; path = "__path__";
    pos = "__pos__"; pow = "__pow__"; prepare = "__prepare__"; qualname = "__qualname__"; radd = "__radd__";
    rand = "__rand__"; rdivmod = "__rdivmod__"; repr = "__repr__"; reversed = "__reversed__"; rfloordiv = "__rfloordiv__";
    rlshift = "__rlshift__"; rmatmul = "__rmatmul__"; rmod = "__rmod__"; rmul = "__rmul__"; ror = "__ror__";
    round = "__round__"; rpow = "__rpow__"; rrshift = "__rrshift__"; rshift = "__rshift__"; rsub = "__rsub__";
    rtruediv = "__rtruediv__"; rxor = "__rxor__"; self_ = "__self__"; send = "send"; set = "__set__";
    set_name = "__set_name__"; setattr = "__setattr__"; setitem = "__setitem__"; sizeof = "__sizeof__"; slots = "__slots__";
    str = "__str__"; sub = "__sub__"; subclasscheck = "__subclasscheck__"; subclasses = "__subclasses__"; suppress_context = "__suppress_context__";
    throw = "throw"; traceback = "__traceback__"; truediv = "__truediv__"; trunc = "__trunc__"; underscore = "_";
    value = "value"; weakref = "__weakref__"; wrapped = "__wrapped__"; xor = "__xor__"; write = "write"; flush = "flush";
    stdout = "stdout"; stderr = "stderr"; stdin = "stdin"; modules = "modules"; obj = "obj"; attr_name = "name"; msg = "msg";
    import_path = "path"; code_attr = "code"; errno = "errno"; strerror = "strerror"; filename = "filename"; filename2 = "filename2";
    lineno = "lineno"; offset = "offset"; text = "text"; end_lineno = "end_lineno"; end_offset = "end_offset"; print_file_and_line = "print_file_and_line";
    fspath = "__fspath__"; spec = "__spec__"; loader = "__loader__"; package = "__package__"; cached = "__cached__"; abstractmethods = "__abstractmethods__";
    set_trace = "__set_trace__"; excepthook = "excepthook"; unraisablehook = "unraisablehook"; displayhook = "displayhook";
    encoding = "encoding"; object = "object"; start = "start"; end = "end"; reason = "reason"; getstate = "__getstate__"; reduce = "__reduce__"; reduce_ex = "__reduce_ex__"; match_args = "__match_args__";
}

/// The objects behind the three tables.
pub struct World {
    pub types: Vec<Value>,
    pub exceptions: Vec<Value>,
    pub names: Vec<Value>,
    pub interner: o::intern::Interner,
    pub shapes: o::shape::Shapes,
    pub hash_key: crate::num::hash::HashKey,
    pub empty_tuple: Value,
    pub empty_bytes: Value,
    /// Bytes of one byte, as far as they have been asked for.
    pub single_bytes: Vec<Value>,
}
