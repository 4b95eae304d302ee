//! `str.format` and `str.format_map`.

use crate::heap::Value;
use crate::natives;
use crate::objects::{Str, Tuple, int};
use crate::text::template::{self, First, Numbering, Piece, Step};
use crate::vm::{Decl, Res, Vm};

use super::str_::receiver;

/// Where fields find their values.
struct Source<'a> {
    /// Positional arguments; `None` for `format_map`.
    args: Option<&'a [Value]>,
    mapping: &'a Value,
    numbering: Numbering,
}

fn field_value(vm: &mut Vm, source: &mut Source<'_>, name: &[u8]) -> Res {
    let parsed = template::name(name, &mut source.numbering);
    let (first, steps) = vm.ok(parsed)?;
    let mut value = match first {
        First::Index(index) => match source.args {
            None => return Err(vm.value_error("Format string contains positional fields")),
            Some(args) => match args.get(index) {
                Some(value) => value.clone(),
                None => {
                    let message = format!("Replacement index {index} out of range for positional args tuple");
                    return Err(vm.index_error(message));
                }
            },
        },
        First::Name(name) => {
            let key = vm.str_bytes(name)?;
            vm.get_item(source.mapping, &key)?
        }
    };
    for step in steps {
        let step = vm.ok(step)?;
        value = match step {
            Step::Attribute(name) => {
                let name = vm.world.interner.bytes(name);
                vm.get_attr(&value, &name)?
            }
            Step::Index(index) => vm.get_item(&value, &int::from_usize(index))?,
            Step::Key(key) => {
                let key = vm.str_bytes(key)?;
                vm.get_item(&value, &key)?
            }
        };
    }
    Ok(value)
}

fn render(vm: &mut Vm, text: &[u8], source: &mut Source<'_>, depth: usize) -> Res<Vec<u8>> {
    if depth > template::MAX_DEPTH {
        return Err(vm.raise_error(template::too_deep()));
    }
    let mut out = Vec::new();
    for piece in template::pieces(text) {
        let piece = vm.ok(piece)?;
        let field = match piece {
            Piece::Literal(text) => {
                out.extend_from_slice(text);
                continue;
            }
            Piece::Field(field) => field,
        };
        let mut value = field_value(vm, source, field.name)?;
        match field.conversion {
            None => {}
            Some(0x72) => value = vm.repr(&value)?,
            Some(0x73) => value = vm.str_of(&value)?,
            Some(0x61) => value = vm.ascii(&value)?,
            Some(other) => return Err(vm.raise_error(template::unknown_conversion(other))),
        }
        let spec = if field.nested { render(vm, field.spec, source, depth + 1)? } else { field.spec.to_vec() };
        let spec = vm.str_bytes(&spec)?;
        let text = vm.format(&value, &spec)?;
        out.extend_from_slice(text.cast::<Str>().map_or(&[], Str::bytes));
    }
    Ok(out)
}

fn format(vm: &mut Vm, this: &Value, args: Option<&[Value]>, mapping: &Value) -> Res {
    let string = receiver(vm, this)?;
    let mut source = Source { args, mapping, numbering: Numbering::new() };
    let text = render(vm, string.bytes(), &mut source, 1)?;
    // A text without fields is its own result.
    if text == string.bytes() && !text.contains(&b'{') {
        return Ok(this.clone());
    }
    vm.str_bytes(&text)
}

pub static METHODS: &[Decl] = natives![
    /// S.format(*args, **kwargs) -> str
    ///
    /// Return a formatted version of S, using substitutions from args and kwargs.
    /// The substitutions are identified by braces ('{' and '}').
    "format(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| {
        let args = args.exact::<Tuple>().map(Tuple::elements).unwrap_or_default();
        format(vm, this, Some(args), kwargs)
    };
    /// S.format_map(mapping) -> str
    ///
    /// Return a formatted version of S, using substitutions from mapping.
    /// The substitutions are identified by braces ('{' and '}').
    "format_map(self, mapping, /)" |vm, [this, mapping]| format(vm, this, None, mapping);
];
