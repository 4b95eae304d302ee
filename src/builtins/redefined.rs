//! Where a type lists once more what it inherits, and which computed attributes are shown as members.
//!
//! CPython's types fill their tables of operations one by one: nearly every type has a `__getattribute__` of its own, which does
//! what `object`'s does. Programs see it in messages, by the name of the owner. So the entry is made again for each such type,
//! with the same function. In the same way some attributes that are computed here are `member_descriptor`s to programs.

use crate::heap::{Slot, Value, alloc};
use crate::objects::{GetSet, Native, Type};
use crate::vm::{E, Res, T, Vm};

/// Types with attributes of their own in CPython.
const GETATTRIBUTE: &[T] = &[
    T::AsyncGenerator,
    T::Native,
    T::ByteArray,
    T::ByteArrayIterator,
    T::Bytes,
    T::BytesIterator,
    T::CallableIterator,
    T::Cell,
    T::Code,
    T::Complex,
    T::Coroutine,
    T::Dict,
    T::DictItemIterator,
    T::DictItems,
    T::DictKeyIterator,
    T::DictKeys,
    T::DictValueIterator,
    T::DictValues,
    T::Ellipsis,
    T::Enumerate,
    T::Filter,
    T::Float,
    T::Frame,
    T::FrozenSet,
    T::Generator,
    T::GetSet,
    T::Int,
    T::SequenceIterator,
    T::List,
    T::ListIterator,
    T::ListReverseIterator,
    T::BigRangeIterator,
    T::Map,
    T::MappingProxy,
    T::Member,
    T::MemoryIterator,
    T::MemoryView,
    T::Method,
    T::MethodWrapper,
    T::MethodDescriptor,
    T::Module,
    T::Property,
    T::Range,
    T::RangeIterator,
    T::Reversed,
    T::Set,
    T::SetIterator,
    T::Slice,
    T::Str,
    T::StrAsciiIterator,
    T::Super,
    T::Traceback,
    T::Tuple,
    T::TupleIterator,
    T::Type,
    T::WrapperDescriptor,
    T::Zip,
    T::Union,
];

const ORDER: &str = "__lt__ __le__ __gt__ __ge__";

/// Types, and what each lists once more.
const AGAIN: &[(&[T], &str)] = &[
    (GETATTRIBUTE, "__getattribute__"),
    (&[T::Frame, T::Method, T::Module, T::Type], "__setattr__ __delattr__"),
    (&[T::Native, T::Cell, T::Code, T::Method, T::MethodWrapper, T::GenericAlias, T::Union, T::WeakRef], ORDER),
    (&[T::Native, T::Cell, T::Method, T::MethodWrapper, T::GenericAlias, T::Union, T::Code], "__ne__"),
    (&[T::Code], "__eq__ __hash__"),
    (&[T::Cell], "__hash__"),
    (&[T::Bytes], "__str__"),
];

/// Exception classes, and what each lists once more of its base's.
const AGAIN_OF_EXCEPTIONS: &[(&[E], &str)] = &[
    (&[E::BaseException], "__getattribute__ __setattr__ __delattr__"),
    (&[E::AttributeError, E::NameError], "__str__"),
    (&[E::ImportError, E::OSError], "__reduce__"),
];

/// Types, and those of their attributes that are members.
const MEMBERS: &[(T, &str)] = &[
    (T::AsyncGenerator, "ag_code ag_running"),
    (T::Native, "__module__"),
    (T::ClassMethod, "__func__ __wrapped__"),
    (
        T::Code,
        "co_argcount co_consts co_filename co_firstlineno co_flags co_kwonlyargcount co_name co_names co_nlocals \
         co_posonlyargcount co_qualname co_stacksize",
    ),
    (T::Complex, "imag real"),
    (T::Coroutine, "cr_code cr_origin"),
    (T::Function, "__builtins__ __closure__ __doc__ __globals__ __module__"),
    (T::Generator, "gi_code"),
    (T::GetSet, "__name__ __objclass__"),
    (T::Member, "__name__ __objclass__"),
    (T::Method, "__func__ __self__"),
    (T::MethodWrapper, "__self__"),
    (T::MethodDescriptor, "__name__ __objclass__"),
    (T::WrapperDescriptor, "__name__ __objclass__"),
    (T::Module, "__dict__"),
    (T::Property, "__doc__ fdel fget fset"),
    (T::Range, "start step stop"),
    (T::Slice, "start step stop"),
    (T::StaticMethod, "__func__ __wrapped__"),
    (T::Super, "__self__ __self_class__ __thisclass__"),
    (T::Traceback, "tb_frame tb_lasti"),
    (T::Type, "__base__ __mro__"),
    (T::WeakRef, "__callback__"),
];

const UNICODE: &str = "encoding end object reason start";

/// The same of exception classes.
const MEMBERS_OF_EXCEPTIONS: &[(E, &str)] = &[
    (E::AttributeError, "name obj"),
    (E::BaseException, "__suppress_context__"),
    (E::BaseExceptionGroup, "exceptions message"),
    (E::ImportError, "msg name path"),
    (E::NameError, "name"),
    (E::OSError, "errno filename filename2 strerror"),
    (E::StopIteration, "value"),
    (E::SyntaxError, "end_lineno end_offset filename lineno msg offset print_file_and_line text"),
    (E::SystemExit, "code"),
    (E::UnicodeDecodeError, UNICODE),
    (E::UnicodeEncodeError, UNICODE),
    (E::UnicodeTranslateError, UNICODE),
];

/// Applies the tables, when all types are filled.
pub fn install(vm: &mut Vm) -> Res<()> {
    for (types, names) in AGAIN {
        for which in *types {
            let class = vm.type_object(*which);
            list_again(vm, &class, names)?;
        }
    }
    for (classes, names) in AGAIN_OF_EXCEPTIONS {
        for which in *classes {
            let class = vm.exception_class(*which);
            list_again(vm, &class, names)?;
        }
    }
    for (which, names) in MEMBERS {
        let class = vm.type_object(*which);
        show_as_members(vm, &class, names);
    }
    for (which, names) in MEMBERS_OF_EXCEPTIONS {
        let class = vm.exception_class(*which);
        show_as_members(vm, &class, names);
    }
    Ok(())
}

fn found(vm: &mut Vm, class: &Value, name: &str) -> Option<(Value, Value)> {
    let name = vm.intern(name);
    let hash = vm.str_hash(&name);
    class.exact::<Type>().and_then(|class| class.lookup(&name, hash)).map(|value| (name, value))
}

fn list_again(vm: &mut Vm, class: &Value, names: &str) -> Res<()> {
    for name in names.split(' ') {
        let Some((name, inherited)) = found(vm, class, name) else { continue };
        let Some(native) = inherited.exact::<Native>() else { continue };
        let again = alloc::new(Native {
            index: native.index,
            receiver: Slot::default(),
            owner: Slot::new(class.clone()),
            module: Slot::default(),
            is_operation: native.is_operation,
        });
        vm.add_class_entry(class, &name, again)?;
    }
    Ok(())
}

fn show_as_members(vm: &mut Vm, class: &Value, names: &str) {
    for name in names.split(' ') {
        if let Some((_, value)) = found(vm, class, name)
            && let Some(getset) = value.exact::<GetSet>()
        {
            getset.is_member.set(true);
        }
    }
}
