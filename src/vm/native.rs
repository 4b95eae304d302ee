//! How functions written in Rust are declared: one row with the Python signature as text.
//!
//! ```text
//! pub static METHODS: &[Decl] = natives![
//!     /// Insert object before index.
//!     "insert(self, index, object, /)" |vm, [this, index, object]| { ... Ok(Value::NONE) };
//! ];
//! ```
//!
//! The body gets one value for each parameter, in order: an argument, or the empty value for an optional parameter
//! that was not given (so that the body decides what absence means; the text of the default is documentation).
//! `*args` arrives as a tuple, `**kwargs` as a dict. Binding, arity errors and `__doc__` come from the signature.
//! The argument slice stays valid while the body runs, whatever Python code it calls.

use std::cell::{Cell, OnceCell};

use crate::heap::Value;

use super::{Res, Vm};

/// A function written in Rust.
pub struct Decl {
    /// `"name(a, b, /, c=1, *args, d=2, **kwargs)"`
    pub signature: &'static str,
    /// Where the name ends and where the first parameter's does. Found at compile time, as each start of the interpreter
    /// asks for them.
    pub ends: (u8, u8),
    pub doc: &'static str,
    pub run: fn(&mut Vm, &[Value]) -> Res,
}

impl Decl {
    pub fn name(&self) -> &'static str {
        &self.signature[..usize::from(self.ends.0)]
    }

    /// Name of the first parameter; empty if there is none.
    pub fn first_parameter(&self) -> &'static str {
        self.signature.get(usize::from(self.ends.0) + 1..usize::from(self.ends.1)).unwrap_or("")
    }
}

/// The `ends` of a signature.
pub const fn ends(signature: &str) -> (u8, u8) {
    let text = signature.as_bytes();
    let mut name = 0;
    while name < text.len() && text[name] != b'(' {
        name += 1;
    }
    let mut parameter = name;
    while parameter < text.len() && !matches!(text[parameter], b',' | b')' | b'=') {
        parameter += 1;
    }
    assert!(parameter < u8::MAX as usize, "a name is too long");
    (name as u8, parameter as u8)
}

/// A parameter of a signature.
#[derive(Debug)]
pub struct NativeParam {
    pub name: &'static str,
    pub required: bool,
}

/// A signature, parsed.
#[derive(Debug, Default)]
pub struct Signature {
    /// Positional-only first, then the others that may be given by position.
    pub positional: Vec<NativeParam>,
    pub positional_only: usize,
    pub has_varargs: bool,
    pub keyword_only: Vec<NativeParam>,
    pub has_varkw: bool,
    /// Smallest number of positional arguments.
    pub min_positional: usize,
}

impl Signature {
    /// Parses the text between the parentheses.
    pub fn parse(text: &'static str) -> Signature {
        let mut signature = Signature::default();
        let inner = text.split_once('(').map_or("", |(_, rest)| rest.strip_suffix(')').unwrap_or(rest));
        let mut keyword_only = false;
        for part in inner.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, required) = match part.split_once('=') {
                Some((name, _)) => (name, false),
                None => (part, true),
            };
            match part {
                "/" => signature.positional_only = signature.positional.len(),
                "*" => keyword_only = true,
                _ if part.starts_with("**") => signature.has_varkw = true,
                _ if part.starts_with('*') => {
                    signature.has_varargs = true;
                    keyword_only = true;
                }
                _ if keyword_only => signature.keyword_only.push(NativeParam { name, required }),
                _ => signature.positional.push(NativeParam { name, required }),
            }
        }
        signature.min_positional = signature.positional.iter().take_while(|param| param.required).count();
        signature
    }

    /// Number of values that the body gets.
    pub fn len(&self) -> usize {
        self.positional.len() + usize::from(self.has_varargs) + self.keyword_only.len() + usize::from(self.has_varkw)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether every parameter is positional, so that arguments in order can be passed as they are.
    pub fn is_plain(&self) -> bool {
        !self.has_varargs && !self.has_varkw && self.keyword_only.is_empty()
    }
}

/// A declaration in use, by the index that `Native` objects have.
pub struct NativeEntry {
    pub decl: &'static Decl,
    signature: OnceCell<Signature>,
    arity: Cell<(u32, u32)>,
}

impl NativeEntry {
    pub fn new(decl: &'static Decl) -> NativeEntry {
        NativeEntry { decl, signature: OnceCell::new(), arity: Cell::new((1, 0)) }
    }

    /// Smallest number of arguments that can be passed as they are.
    #[inline(always)]
    pub fn least(&self) -> usize {
        self.arity.get().0 as usize
    }

    /// Number of values that the body gets, if the arguments can be passed as they are: no more than these. Less than
    /// `least` if they never can.
    #[inline(always)]
    pub fn most(&self) -> usize {
        self.arity.get().1 as usize
    }

    /// The signature is known from the first call that needs it; until then no number of arguments is right.
    pub fn signature(&self) -> &Signature {
        self.signature.get_or_init(|| {
            let signature = Signature::parse(self.decl.signature);
            if signature.is_plain() {
                self.arity.set((signature.min_positional as u32, signature.positional.len() as u32));
            }
            signature
        })
    }
}

/// Declares a table of functions; see the module's documentation.
#[macro_export]
macro_rules! natives {
    ($( $(#[doc = $doc:literal])* $signature:literal |$vm:ident, [$($arg:ident),* $(,)?]| $body:expr; )*) => {
        &[ $( $crate::vm::native::Decl {
            signature: $signature,
            ends: $crate::vm::native::ends($signature),
            doc: concat!($($doc, "\n"),*),
            run: {
                fn run($vm: &mut $crate::vm::Vm, args: &[$crate::heap::Value]) -> $crate::vm::Res {
                    let [$($arg),*] = args else {
                        return Err($vm.raise($crate::vm::E::SystemError, "a builtin was called with a wrong number of values"));
                    };
                    $body
                }
                run
            },
        } ),* ]
    };
}
