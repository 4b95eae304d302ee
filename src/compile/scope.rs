//! [ESSAY] The symbol table: where each name of each scope lives.
//!
//! Source: CPython's `Python/symtable.c`. Two passes. `collect.rs` walks the tree and notes for each scope
//! what it does with each name (the flags below). `resolve` then decides, outermost scope first, and makes
//! every scope between a name's owner and its user carry the cell through its closure.
//!
//! Class scopes are transparent: inner functions do not see their names, with one exception, the hidden
//! `__class__` cell that a method asks for by naming `super` or `__class__`.
//!
//! Scopes are found again during code generation by the address of their node, which is stable since the
//! tree is borrowed throughout; a `finally` body may be compiled several times and finds the same scopes.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use indexmap::IndexMap;

use super::CompileError;
use hoopsnake_syntax::ast::{ClassDef, Expr, FunctionDef, Span};

pub(super) type ScopeId = usize;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScopeKind {
    Module,
    Class,
    Function,
    Lambda,
    Comprehension,
}

/// Flags of a symbol: what its scope does with it.
pub(super) const GLOBAL: u16 = 1;
pub(super) const NONLOCAL: u16 = 2;
pub(super) const ASSIGNED: u16 = 4;
pub(super) const PARAM: u16 = 8;
pub(super) const USED: u16 = 16;
pub(super) const ANNOTATED: u16 = 32;
/// Target of a `for` of a comprehension, in the comprehension's own scope.
pub(super) const COMP_TARGET: u16 = 64;

const BOUND: u16 = ASSIGNED | PARAM | ANNOTATED;

/// How code of a scope reaches a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// A register of the frame.
    Local,
    /// A cell that a register of the frame holds.
    Cell,
    /// A cell of the closure.
    Free,
    /// The class namespace first, then a cell of the closure.
    ClassFree,
    Global,
    /// The namespace of a module or class body.
    Name,
}

#[derive(Debug)]
pub(super) struct Symbol {
    pub flags: u16,
    pub access: Access,
    /// The first place that declares it global or nonlocal, for messages.
    pub span: Span,
}

#[derive(Debug)]
pub(super) struct Scope {
    pub kind: ScopeKind,
    pub parent: Option<ScopeId>,
    /// Name of the innermost class around, underscores in front removed: for name mangling.
    pub private: Option<Rc<str>>,
    pub symbols: IndexMap<Rc<str>, Symbol>,
    pub is_generator: bool,
    /// Awaits, or is an `async def`.
    pub is_coroutine: bool,
    /// A class whose methods use `__class__`.
    pub needs_class_cell: bool,
    /// Names of the closure, sorted as in CPython.
    pub free: BTreeSet<Rc<str>>,
    /// Names that an assignment expression binds here: reads of these are copied early.
    pub walrus: BTreeSet<Rc<str>>,
}

/// All scopes of one compilation; number 0 is the module.
#[derive(Debug, Default)]
pub(super) struct SymbolTable {
    pub scopes: Vec<Scope>,
    by_node: HashMap<(usize, NodeKind), ScopeId>,
}

/// Distinguishes nodes that may share an address (a struct and its first field).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum NodeKind {
    Function,
    Class,
    Expr,
}

pub(super) type Node = (usize, NodeKind);

pub(super) fn function_node(def: &FunctionDef) -> Node {
    (std::ptr::from_ref(def).addr(), NodeKind::Function)
}

pub(super) fn class_node(def: &ClassDef) -> Node {
    (std::ptr::from_ref(def).addr(), NodeKind::Class)
}

pub(super) fn expr_node(expr: &Expr) -> Node {
    (std::ptr::from_ref(expr).addr(), NodeKind::Expr)
}

/// `__name` inside class `private` is `_private__name`; other names stay.
pub(super) fn mangle(private: Option<&str>, name: &str) -> Rc<str> {
    match private {
        Some(class) if name.starts_with("__") && !name.ends_with("__") && !name.contains('.') => {
            format!("_{class}{name}").into()
        }
        _ => name.into(),
    }
}

/// What mangling puts in front of names inside class `name`, if anything.
pub(super) fn private_name(name: &str) -> Option<Rc<str>> {
    let stripped = name.trim_start_matches('_');
    (!stripped.is_empty()).then(|| stripped.into())
}

impl Scope {
    pub fn is_function(&self) -> bool {
        !matches!(self.kind, ScopeKind::Module | ScopeKind::Class)
    }

    pub fn flags(&self, name: &str) -> u16 {
        self.symbols.get(name).map_or(0, |symbol| symbol.flags)
    }

    /// Where `name` (mangled) lives; names that were never noted are global.
    pub fn access(&self, name: &str) -> Access {
        match self.symbols.get(name) {
            Some(symbol) => symbol.access,
            None if self.is_function() => Access::Global,
            None => Access::Name,
        }
    }

    pub fn add(&mut self, name: Rc<str>, flags: u16, span: Span) {
        let symbol = self.symbols.entry(name).or_insert(Symbol { flags: 0, access: Access::Global, span });
        if flags & (GLOBAL | NONLOCAL) != 0 && symbol.flags & (GLOBAL | NONLOCAL) == 0 {
            symbol.span = span;
        }
        symbol.flags |= flags;
    }
}

impl SymbolTable {
    pub fn enter(&mut self, node: Node, kind: ScopeKind, parent: Option<ScopeId>, private: Option<Rc<str>>) -> ScopeId {
        let id = self.scopes.len();
        self.scopes.push(Scope {
            kind,
            parent,
            private,
            symbols: IndexMap::new(),
            is_generator: false,
            is_coroutine: false,
            needs_class_cell: false,
            free: BTreeSet::new(),
            walrus: BTreeSet::new(),
        });
        self.by_node.insert(node, id);
        id
    }

    /// The scope that a node opens.
    pub fn scope_of(&self, node: Node) -> Option<ScopeId> {
        self.by_node.get(&node).copied()
    }

    /// Decides the access of every symbol; parents stand before their children.
    pub fn resolve(&mut self) -> Result<(), CompileError> {
        for id in 0..self.scopes.len() {
            let names: Vec<(Rc<str>, u16, Span)> = self.scopes[id]
                .symbols
                .iter()
                .map(|(name, symbol)| (name.clone(), symbol.flags, symbol.span))
                .collect();
            for (name, flags, span) in names {
                let access = self.decide(id, &name, flags, span)?;
                if let Some(symbol) = self.scopes[id].symbols.get_mut(&name) {
                    // An inner scope resolved earlier cannot exist, but a sibling's pass-through can.
                    if !(symbol.access == Access::Cell && access == Access::Local) {
                        symbol.access = access;
                    }
                }
            }
        }
        Ok(())
    }

    fn decide(&mut self, id: ScopeId, name: &Rc<str>, flags: u16, span: Span) -> Result<Access, CompileError> {
        let kind = self.scopes[id].kind;
        if flags & GLOBAL != 0 && flags & NONLOCAL != 0 {
            return Err(CompileError::syntax(format!("name '{name}' is nonlocal and global"), span));
        }
        if flags & NONLOCAL != 0 {
            if kind == ScopeKind::Module {
                return Err(CompileError::syntax("nonlocal declaration not allowed at module level".into(), span));
            }
            return match self.owner(id, name) {
                Some(owner) => {
                    self.carry(id, owner, name);
                    Ok(if kind == ScopeKind::Class { Access::ClassFree } else { Access::Free })
                }
                None => Err(CompileError::syntax(format!("no binding for nonlocal '{name}' found"), span)),
            };
        }
        if kind == ScopeKind::Module {
            return Ok(Access::Name);
        }
        if flags & GLOBAL != 0 {
            return Ok(Access::Global);
        }
        if flags & BOUND != 0 {
            return Ok(if kind == ScopeKind::Class { Access::Name } else { Access::Local });
        }
        Ok(match (self.owner(id, name), kind) {
            (Some(owner), ScopeKind::Class) => {
                self.carry(id, owner, name);
                Access::ClassFree
            }
            (Some(owner), _) => {
                self.carry(id, owner, name);
                Access::Free
            }
            (None, ScopeKind::Class) => Access::Name,
            (None, _) => Access::Global,
        })
    }

    /// The enclosing scope that owns `name`, as seen from inside scope `id`.
    fn owner(&self, id: ScopeId, name: &str) -> Option<ScopeId> {
        let mut at = self.scopes[id].parent;
        while let Some(outer) = at {
            let scope = &self.scopes[outer];
            match scope.kind {
                ScopeKind::Module => return None,
                ScopeKind::Class if name == "__class__" => return Some(outer),
                ScopeKind::Class => {}
                _ => {
                    let flags = scope.flags(name);
                    if flags & GLOBAL != 0 {
                        return None;
                    }
                    if flags & NONLOCAL == 0 && flags & BOUND != 0 {
                        return Some(outer);
                    }
                }
            }
            at = scope.parent;
        }
        None
    }

    /// Makes `name` a cell of `owner` and a closure name of all scopes from `id` up to it.
    fn carry(&mut self, id: ScopeId, owner: ScopeId, name: &Rc<str>) {
        let mut at = id;
        while at != owner {
            let scope = &mut self.scopes[at];
            scope.free.insert(name.clone());
            if scope.is_function() {
                scope.add(name.clone(), 0, Span::default());
                if let Some(symbol) = scope.symbols.get_mut(name) {
                    symbol.access = Access::Free;
                }
            }
            match scope.parent {
                Some(parent) => at = parent,
                None => return,
            }
        }
        let scope = &mut self.scopes[owner];
        if scope.kind == ScopeKind::Class {
            scope.needs_class_cell = true;
        } else if let Some(symbol) = scope.symbols.get_mut(name) {
            symbol.access = Access::Cell;
        }
    }
}
