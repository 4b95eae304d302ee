//! Tuples whose items have names too: `sys.version_info`, `time.struct_time`.

use crate::heap::Value;
use crate::natives;
use crate::objects::ty::IS_BASE;
use crate::objects::{Dict, Member, Str, Tuple, Type, dict, int};
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, E, N, Res, T, Vm};

/// Reads item `I` of a tuple.
pub fn item<const I: usize>(vm: &mut Vm, this: &Value) -> Res {
    match this.cast::<Tuple>().and_then(|tuple| tuple.elements().get(I).cloned()) {
        Some(value) => Ok(value),
        None => Err(vm.index_error("tuple index out of range")),
    }
}

/// What writing to an item comes to.
pub fn read_only(vm: &mut Vm, _this: &Value, _value: Option<Value>) -> Res<()> {
    Err(vm.raise(E::AttributeError, "readonly attribute"))
}

/// Declares the fields of such a tuple.
#[macro_export]
macro_rules! fields {
    ($( $index:literal $name:literal ),* $(,)?) => {
        &[ $( $crate::vm::types::GetSetDecl {
            name: $name,
            get: $crate::modules::structseq::item::<$index>,
            set: Some($crate::modules::structseq::read_only),
        } ),* ]
    };
}

static METHODS: &[Decl] = natives![
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| {
        let class = vm.type_of(this);
        let module = vm.get_attr_name(&class, N::module)?;
        let names = vm.get_attr_name(&class, N::match_args)?;
        let mut text = module.cast::<Str>().map_or_else(Vec::new, |module| module.bytes().to_vec());
        text.push(b'.');
        text.extend_from_slice(vm.type_name(this).as_bytes());
        text.push(b'(');
        let items = this.cast::<Tuple>().map(|tuple| tuple.elements().to_vec()).unwrap_or_default();
        let names = names.cast::<Tuple>().map(|names| names.elements().to_vec()).unwrap_or_default();
        for (index, (name, item)) in names.iter().zip(&items).enumerate() {
            if index > 0 {
                text.extend_from_slice(b", ");
            }
            text.extend_from_slice(name.cast::<Str>().map_or(&[][..], Str::bytes));
            text.push(b'=');
            text.extend_from_slice(&vm.repr_bytes(item)?);
        }
        text.push(b')');
        vm.str_bytes(&text)
    };
    "__reduce__(self, /)" |vm, [this]| {
        let class = vm.type_of(this);
        let hidden = dict::new_dict();
        for name in hidden_names(vm, &class)? {
            let value = vm.get_attr(this, &name)?;
            vm.dict_set(&hidden, name, value)?;
        }
        let items = this.cast::<Tuple>().map(|tuple| tuple.elements().to_vec()).unwrap_or_default();
        let items = vm.tuple(items)?;
        let state = vm.tuple(vec![items, hidden])?;
        vm.tuple(vec![class, state])
    };
];

static NOT_CALLABLE: &[Decl] = natives![
    /// Create and return a new object.  See help(type) for accurate signature.
    "__new__(cls, /, *args, **kwargs)" |vm, [cls, _args, _kwargs]| {
        let name = full_name(vm, cls)?;
        Err(vm.type_error(format!("cannot create '{name}' instances")))
    };
];

static CALLABLE: &[Decl] = natives![
    /// Create and return a new object.  See help(type) for accurate signature.
    "__new__(cls, /, sequence, dict=None)" |vm, [cls, sequence, given]| {
        let class = full_name(vm, cls)?;
        let items = match vm.collect(sequence) {
            Ok(items) => items,
            Err(raised) if vm.raised_is(E::TypeError) => {
                drop(vm.take_raised(raised));
                return Err(vm.type_error("constructor requires a sequence"));
            }
            Err(raised) => return Err(raised),
        };
        if !given.is_empty() && given.cast::<Dict>().is_none() {
            return Err(vm.type_error(format!("{class}() takes a dict as second arg, if any")));
        }
        let (visible, names) = (count(vm, cls, "n_sequence_fields")?, hidden_names(vm, cls)?);
        let (most, found) = (visible + names.len(), items.len());
        let wanted = match found {
            _ if found < visible && names.is_empty() => format!("a {visible}"),
            _ if found < visible => format!("an at least {visible}"),
            _ if found > most && names.is_empty() => format!("a {visible}"),
            _ if found > most => format!("an at most {most}"),
            _ => String::new(),
        };
        if !wanted.is_empty() {
            return Err(vm.type_error(format!("{class}() takes {wanted}-sequence ({found}-sequence given)")));
        }
        let mut items = items;
        let mut rest = items.split_off(visible).into_iter();
        let items = vm.tuple(items)?;
        let this = vm.new_object(cls, Some(items))?;
        for (slot, name) in names.into_iter().enumerate() {
            let value = match rest.next() {
                Some(value) => value,
                None if given.is_empty() => Value::NONE,
                None => vm.dict_get(given, &name)?.unwrap_or(Value::NONE),
            };
            vm.set_member(&this, slot, &name, Some(value))?;
        }
        Ok(this)
    };
];

fn text(value: &Value) -> String {
    value.cast::<Str>().map_or_else(String::new, |text| text.to_text().into_owned())
}

/// The class as messages name it.
fn full_name(vm: &mut Vm, class: &Value) -> Res<String> {
    let module = vm.get_attr_name(class, N::module)?;
    let name = class.exact::<Type>().map_or_else(String::new, Type::name_text);
    Ok(format!("{}.{name}", text(&module)))
}

fn count(vm: &mut Vm, class: &Value, name: &str) -> Res<usize> {
    let name = vm.intern(name);
    let number = vm.get_attr(class, &name)?;
    Ok(int::to_i64(&number).and_then(|number| usize::try_from(number).ok()).unwrap_or(0))
}

/// The names of what is no item: those of the class's slots.
fn hidden_names(vm: &mut Vm, class: &Value) -> Res<Vec<Value>> {
    let name = vm.intern("__dict__");
    let namespace = vm.get_attr(class, &name)?;
    let names = vm.collect(&namespace)?;
    let mut hidden = Vec::new();
    for name in names {
        if vm.get_item(&namespace, &name)?.exact::<Member>().is_some() {
            hidden.push(name);
        }
    }
    Ok(hidden)
}

/// What makes a class of such tuples.
pub struct Decls {
    pub module: &'static str,
    pub name: &'static str,
    pub doc: &'static str,
    /// The items.
    pub fields: &'static [GetSetDecl],
    /// What only has a name: it is no item, and None unless it is given.
    pub hidden: &'static [&'static str],
    /// Whether programs may call the class.
    pub callable: bool,
}

/// A class of such tuples.
pub fn new_class(vm: &mut Vm, decls: &'static Decls) -> Res {
    let namespace = dict::new_dict();
    let names: Vec<Value> = decls.fields.iter().map(|field| vm.intern(field.name)).collect();
    let visible = names.len();
    let numbers = [("n_sequence_fields", visible), ("n_fields", visible + decls.hidden.len()), ("n_unnamed_fields", 0)];
    let entries = [
        ("__module__", vm.intern(decls.module)),
        ("__doc__", vm.str(decls.doc)),
        ("__slots__", vm.tuple(Vec::new())?),
        ("__match_args__", vm.tuple(names)?),
    ];
    for (name, value) in entries.into_iter().chain(numbers.map(|(name, number)| (name, int::from_usize(number)))) {
        vm.dict_set_str(&namespace, name, value)?;
    }
    let (metaclass, base) = (vm.type_object(T::Type), vm.type_object(T::Tuple));
    let name = vm.intern(decls.name);
    let class = vm.new_class(metaclass, name, vec![base], namespace, Vec::new())?;
    for name in decls.hidden {
        vm.add_member_slot(&class, name, true)?;
    }
    vm.add_methods(&class, METHODS)?;
    vm.add_methods(&class, if decls.callable { CALLABLE } else { NOT_CALLABLE })?;
    vm.add_getsets(&class, decls.fields)?;
    if let Some(ty) = class.exact::<Type>() {
        let slots = vm.name(N::slots);
        let at = ty.dict.get().exact::<Dict>().and_then(|dict| dict.find_str(&slots, vm.str_hash(&slots)));
        let namespace = ty.dict.get();
        if let (Some(at), Some(dict)) = (at, namespace.exact::<Dict>()) {
            drop(dict.remove_at(at));
        }
        ty.unset_flag(IS_BASE);
    }
    Ok(class)
}

/// An instance. `hidden` are the values of the hidden fields, in their order.
pub fn new(vm: &mut Vm, class: &Value, items: Vec<Value>, hidden: Vec<Value>) -> Res {
    let items = vm.tuple(items)?;
    let this = vm.new_object(class, Some(items))?;
    for (slot, value) in hidden.into_iter().enumerate() {
        vm.set_member(&this, slot, &Value::EMPTY, Some(value))?;
    }
    Ok(this)
}
