//! The instruction set, as one table; everything that can be derived from it is.
//!
//! An instruction is 16 bytes (`instr.rs`): operands `a`, `b`, `c` (16 bits), `d` (signed 32 bits) and `e`
//! (32 bits). Each operand of a row has a role:
//!
//! | role | meaning |
//! | --- | --- |
//! | `dst` | a register that is written; whatever it held is released afterwards (a dead temporary holds no pointer) |
//! | `use` | a register that is read. A **local** (index below `Unit::local_count`) is read in place and keeps its value; a **temporary** is consumed: it is dead afterwards |
//! | `keep` | a register that is read in place and stays alive even if it is a temporary (loop iterators, lists under construction) |
//! | `opt` | as `use`, or `NO_REG` for "absent" |
//! | `base` | the first of a run of consecutive temporaries; the meaning says which are read (consumed) or written |
//! | `imm` | a number |
//! | `konst` | an index into `Unit::constants` |
//! | `name` | an index into `Unit::names` |
//! | `free` | an index into `Unit::free_names` (the function's closure) |
//! | `jump` | a distance in instructions, counted from the next instruction |
//! | `cache` | written in place by the interpreter; 0 in fresh code |
//!
//! The invariants that the compiler guarantees and `verify.rs` checks: a temporary is written before it is
//! read; a dead temporary never holds a pointer; all temporaries are dead at `Return` except its own operand;
//! jumps land inside the unit; every register index is below `Unit::register_count`.
//!
//! "Number form": a load whose result is only computed with (arithmetic, comparison with `<` and the like,
//! truth, index), so that it may yield an inline copy of a number instead of another reference to its object.

/// Marks an absent register operand of role `opt`.
pub const NO_REG: u16 = u16::MAX;

/// What an operand field means; see the table above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(non_camel_case_types)]
pub enum Role {
    dst,
    use_,
    keep,
    opt,
    base,
    imm,
    konst,
    name,
    free,
    jump,
    cache,
}

/// One row of the table, for the disassembler and the verifier.
pub struct OpInfo {
    pub name: &'static str,
    /// Field (`b'a'` .. `b'e'`) and role, in printing order.
    pub operands: &'static [(u8, Role)],
    pub meaning: &'static str,
    pub may_raise: bool,
}

macro_rules! role {
    (dst) => {
        Role::dst
    };
    (use) => {
        Role::use_
    };
    (keep) => {
        Role::keep
    };
    (opt) => {
        Role::opt
    };
    (base) => {
        Role::base
    };
    (imm) => {
        Role::imm
    };
    (konst) => {
        Role::konst
    };
    (name) => {
        Role::name
    };
    (free) => {
        Role::free
    };
    (jump) => {
        Role::jump
    };
    (cache) => {
        Role::cache
    };
}
macro_rules! field {
    (a) => {
        b'a'
    };
    (b) => {
        b'b'
    };
    (c) => {
        b'c'
    };
    (d) => {
        b'd'
    };
    (e) => {
        b'e'
    };
}
macro_rules! raises {
    (may) => {
        true
    };
    (never) => {
        false
    };
}

macro_rules! opcodes {
    ($( $name:ident [ $( $field:ident : $role:tt ),* ] $raises:ident $meaning:literal; )*) => {
        /// The operation of an instruction.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u16)]
        pub enum Op { $( #[doc = $meaning] $name, )* }

        /// The table, indexed by `Op as usize`.
        pub static OPCODES: &[OpInfo] = &[ $( OpInfo {
            name: stringify!($name),
            operands: &[ $( (field!($field), role!($role)) ),* ],
            meaning: $meaning,
            may_raise: raises!($raises),
        }, )* ];
    };
}

opcodes! {
    // ---- moving values
    Nop           []                                 never "nothing";
    LoadConst     [a:dst, d:konst]                   never "a = constants[d]";
    LoadNum       [a:dst, d:konst]                   never "a = constants[d], number form (d is an int or float)";
    LoadInt       [a:dst, d:imm]                     never "a = d; d in [-5, 256], or the consumer takes the number form";
    Move          [a:dst, b:use]                     never "a = b; b is a temporary and dies";
    Copy          [a:dst, b:keep]                    never "a = b; a second reference";
    CopyNum       [a:dst, b:keep]                    never "a = b, number form";
    CopyLast      [a:dst, b:keep]                    never "a = b; local b is only computed with from here on: an inline number is copied";
    Take          [a:dst, b:keep]                    never "a = b; local b becomes unbound: a swap moves numbers instead of sharing them";
    Release       [a:use]                            never "drop temporary a";
    CheckBound    [a:keep, d:imm]                    may   "raise UnboundLocalError if local a is unbound (d: index into local_names)";
    DelLocal      [a:keep, d:imm]                    may   "unbind local a; UnboundLocalError if it is not bound";
    ClearLocal    [a:keep]                           never "unbind local a, bound or not";

    // ---- variables
    MakeCell      [a:keep]                           never "wrap what local a holds (perhaps nothing) in a new cell, kept in a";
    LoadCell      [a:dst, b:keep]                    may   "a = content of the cell in local b; UnboundLocalError if empty";
    StoreCell     [a:keep, b:use, c:imm]             never "content of the cell in local a = b; c: 1 if local b is only computed with from here on";
    DelCell       [a:keep]                           may   "empty the cell in local a";
    LoadFree      [a:dst, d:free]                    may   "a = content of closure cell d; NameError if empty";
    StoreFree     [d:free, b:use, c:imm]             never "content of closure cell d = b; c as in StoreCell";
    DelFree       [d:free]                           may   "empty closure cell d";
    LoadFreeCell  [a:dst, d:free]                    never "a = closure cell d itself";
    LoadClassFree [a:dst, d:free, e:imm]             may   "a = class namespace[names[e]], or else content of closure cell d";
    LoadGlobal    [a:dst, d:name, e:cache]           may   "a = globals[d], or builtins[d]";
    StoreGlobal   [b:use, d:name, e:cache]           may   "globals[d] = b";
    DelGlobal     [d:name]                           may   "del globals[d]";
    LoadName      [a:dst, d:name, e:cache]           may   "a = namespace[d] of a class body or module, else globals, else builtins";
    StoreName     [b:use, d:name, e:cache]           may   "namespace[d] = b";
    DelName       [d:name]                           may   "del namespace[d]";
    SetupAnnotations []                              may   "make namespace['__annotations__'] a dict unless it exists";

    // ---- arithmetic; c of the Imm forms and d of the others: 1 for the augmented assignment
    Add           [a:dst, b:use, c:use, d:imm]       may   "a = b + c";
    Sub           [a:dst, b:use, c:use, d:imm]       may   "a = b - c";
    Mul           [a:dst, b:use, c:use, d:imm]       may   "a = b * c";
    Div           [a:dst, b:use, c:use, d:imm]       may   "a = b / c";
    FloorDiv      [a:dst, b:use, c:use, d:imm]       may   "a = b // c";
    Mod           [a:dst, b:use, c:use, d:imm]       may   "a = b % c";
    Pow           [a:dst, b:use, c:use, d:imm]       may   "a = b ** c";
    LShift        [a:dst, b:use, c:use, d:imm]       may   "a = b << c";
    RShift        [a:dst, b:use, c:use, d:imm]       may   "a = b >> c";
    BitAnd        [a:dst, b:use, c:use, d:imm]       may   "a = b & c";
    BitOr         [a:dst, b:use, c:use, d:imm]       may   "a = b | c";
    BitXor        [a:dst, b:use, c:use, d:imm]       may   "a = b ^ c";
    MatMul        [a:dst, b:use, c:use, d:imm]       may   "a = b @ c";
    AddImm        [a:dst, b:use, d:imm, c:imm]       may   "a = b + d";
    SubImm        [a:dst, b:use, d:imm, c:imm]       may   "a = b - d";
    MulImm        [a:dst, b:use, d:imm, c:imm]       may   "a = b * d";
    FloorDivImm   [a:dst, b:use, d:imm, c:imm]       may   "a = b // d";
    ModImm        [a:dst, b:use, d:imm, c:imm]       may   "a = b % d";
    LShiftImm     [a:dst, b:use, d:imm, c:imm]       may   "a = b << d";
    RShiftImm     [a:dst, b:use, d:imm, c:imm]       may   "a = b >> d";
    BitAndImm     [a:dst, b:use, d:imm, c:imm]       may   "a = b & d";
    Neg           [a:dst, b:use]                     may   "a = -b";
    Pos           [a:dst, b:use]                     may   "a = +b";
    Invert        [a:dst, b:use]                     may   "a = ~b";
    Not           [a:dst, b:use]                     may   "a = not b";

    // ---- comparison
    Lt            [a:dst, b:use, c:use]              may   "a = b < c";
    LtE           [a:dst, b:use, c:use]              may   "a = b <= c";
    Gt            [a:dst, b:use, c:use]              may   "a = b > c";
    GtE           [a:dst, b:use, c:use]              may   "a = b >= c";
    Eq            [a:dst, b:use, c:use]              may   "a = b == c";
    NotEq         [a:dst, b:use, c:use]              may   "a = b != c";
    Is            [a:dst, b:use, c:use, d:imm]       never "a = (b is c) != d";
    In            [a:dst, b:use, c:use, d:imm]       may   "a = (b in c) != d";

    // ---- jumps
    Jump          [d:jump]                           never "go forward";
    JumpBack      [d:jump]                           may   "go back to a loop head; a safepoint";
    JumpIf        [a:use, d:jump]                    may   "go if a is true";
    JumpIfNot     [a:use, d:jump]                    may   "go if a is false";
    JumpIfKeep    [a:keep, d:jump]                   may   "go if a is true, keeping temporary a; else release it";
    JumpIfNotKeep [a:keep, d:jump]                   may   "go if a is false, keeping temporary a; else release it";
    JumpNone      [a:use, c:imm, d:jump]             never "go if (a is None) == c";
    JumpLt        [a:use, b:use, c:imm, d:jump]      may   "go if truth of (a < b) == c";
    JumpLtE       [a:use, b:use, c:imm, d:jump]      may   "go if truth of (a <= b) == c";
    JumpGt        [a:use, b:use, c:imm, d:jump]      may   "go if truth of (a > b) == c";
    JumpGtE       [a:use, b:use, c:imm, d:jump]      may   "go if truth of (a >= b) == c";
    JumpEq        [a:use, b:use, c:imm, d:jump]      may   "go if truth of (a == b) == c";
    JumpNotEq     [a:use, b:use, c:imm, d:jump]      may   "go if truth of (a != b) == c";
    JumpLtImm     [a:use, e:imm, c:imm, d:jump]      may   "go if truth of (a < e) == c; e is signed";
    JumpLtEImm    [a:use, e:imm, c:imm, d:jump]      may   "go if truth of (a <= e) == c; e is signed";
    JumpGtImm     [a:use, e:imm, c:imm, d:jump]      may   "go if truth of (a > e) == c; e is signed";
    JumpGtEImm    [a:use, e:imm, c:imm, d:jump]      may   "go if truth of (a >= e) == c; e is signed";
    JumpEqImm     [a:use, e:imm, c:imm, d:jump]      may   "go if truth of (a == e) == c; e is signed";
    JumpNotEqImm  [a:use, e:imm, c:imm, d:jump]      may   "go if truth of (a != e) == c; e is signed";

    // ---- attributes and elements
    LoadAttr      [a:dst, b:use, d:name, e:cache]    may   "a = b.names[d]";
    LoadAttrNum   [a:dst, b:use, d:name, e:cache]    may   "a = b.names[d], number form";
    LoadMethod    [a:base, b:use, d:name, e:cache]   may   "a, a+1 = function and self of b.names[d], or attribute and empty";
    StoreAttr     [a:use, b:use, c:imm, d:name, e:cache] may "a.names[d] = b; c as in StoreCell";
    DelAttr       [a:use, d:name]                    may   "del a.names[d]";
    Subscr        [a:dst, b:use, c:use]              may   "a = b[c]";
    SubscrNum     [a:dst, b:use, c:use]              may   "a = b[c], number form";
    SubscrImm     [a:dst, b:use, d:imm]              may   "a = b[d]";
    StoreSubscr   [a:use, b:use, c:use, d:imm]       may   "a[b] = c; d: 1 if local c is only computed with from here on";
    DelSubscr     [a:use, b:use]                     may   "del a[b]";
    BuildSlice    [a:dst, b:base, c:imm]             may   "a = slice of the c (2 or 3) registers from b";

    // ---- building
    BuildTuple    [a:dst, b:base, c:imm]             may   "a = tuple of the c registers from b";
    BuildList     [a:dst, b:base, c:imm]             may   "a = list of the c registers from b";
    BuildSet      [a:dst, b:base, c:imm]             may   "a = set of the c registers from b";
    BuildDict     [a:dst, b:base, c:imm]             may   "a = dict of the c pairs (key, value) from b";
    BuildString   [a:dst, b:base, c:imm]             may   "a = the c strings from b, joined";
    FormatValue   [a:dst, b:use, c:opt, d:imm]       may   "a = format(b, c); d: conversion 0 none, 1 str, 2 repr, 3 ascii";
    ListAppend    [a:keep, b:use, c:imm]             may   "append b to list a; c as in StoreCell";
    ListExtend    [a:keep, b:use]                    may   "extend list a by iterable b";
    ListToTuple   [a:dst, b:use]                     may   "a = tuple of list b";
    ArgsTuple     [a:dst, b:use, c:keep]             may   "a = tuple of iterable b (the only * of a call); an error names callee c";
    SetAdd        [a:keep, b:use]                    may   "add b to set a";
    SetUpdate     [a:keep, b:use]                    may   "add the items of iterable b to set a";
    DictSet       [a:keep, b:use, c:use]             may   "dict a[b] = c";
    DictUpdate    [a:keep, b:use]                    may   "update dict a by mapping b (a display's **)";
    DictMerge     [a:keep, b:use, c:keep]            may   "update dict a by mapping b (a call's **); a repeated key is an error that names callee c";
    Unpack        [a:base, b:use, c:imm, d:imm]      may   "the c registers from a (temporaries, or locals) = the items of b, exactly c; d: 1 for the number form";
    UnpackEx      [a:base, b:use, c:imm, d:imm]      may   "c registers, a list, d registers from a = the items of b";

    // ---- iteration
    GetIter       [a:dst, b:use]                     may   "a = iter(b)";
    ForIter       [a:dst, b:keep, c:imm, d:jump]     may   "a = next(b); at its end release b and go; c: 1 for the number form";

    // ---- functions, calls, classes
    MakeFunction  [a:dst, b:base, c:imm, d:konst]    may   "a = function of unit constants[d]; from b, as bits of c say: 1 defaults tuple, 2 keyword defaults dict, 4 annotations dict, 8 closure tuple";
    Call          [a:base, b:imm, c:dst]             may   "c = a(b registers from a+1)";
    CallKw        [a:base, b:imm, c:dst, d:konst]    may   "as Call; the last arguments are named by the tuple constants[d]";
    CallMethod    [a:base, b:imm, c:dst]             may   "c = call of what LoadMethod left at a, a+1, with b registers from a+2";
    CallMethodKw  [a:base, b:imm, c:dst, d:konst]    may   "as CallMethod; the last arguments are named by the tuple constants[d]";
    CallEx        [a:base, b:imm, c:dst]             may   "c = a(*(tuple a+1), **(dict a+2)); b is 1 if the dict is there";
    Return        [a:use]                            never "leave the frame with a";
    LoadBuildClass [a:dst]                           may   "a = builtins.__build_class__";
    Yield         [a:dst, b:use, c:imm, d:imm]       may   "suspend with b, keeping the registers below d; a = what is sent at resumption; c as in StoreCell";
    YieldFrom     [a:dst, b:keep, c:use, d:imm]      may   "send c into iterator b and yield what it yields, again and again, keeping the registers below d; at its end release b; a = its value";
    GetYieldFromIter [a:dst, b:use]                  may   "a = b if it is a generator, else iter(b)";
    GetAwaitable  [a:dst, b:use, c:imm]              may   "a = what `await b` delegates to; c says for errors where b comes from: 1 __aenter__, 2 __aexit__";
    GetAiter      [a:dst, b:use]                     may   "a = b.__aiter__()";
    GetAnext      [a:dst, b:keep]                    may   "a = what `await b.__anext__()` delegates to";
    EndAsyncFor   [a:use]                            may   "drop exception a if it is a StopAsyncIteration, else raise it again";

    // ---- exceptions; a handler is entered with the exception in its first free temporary
    Raise         [a:opt, b:opt]                     may   "raise a from b; without a, the exception being handled";
    Reraise       [a:use]                            may   "raise exception a again, its traceback as it is";
    PushExc       [a:base, b:keep]                   never "temporary a = the exception that this frame handles (or empty); now it handles b";
    PopExc        [a:use]                            never "this frame handles what PushExc saved in a";
    ExcMatch      [a:dst, b:keep, c:use]             may   "a = exception b is an instance of class or tuple of classes c";
    GroupMatch    [a:base, b:keep, c:use]            may   "a, a+1 = the part of exception b that `except* c` catches, and the rest; each None if there is none";
    GroupRaise    [a:dst, b:keep, c:keep]            may   "a = what is raised after the except* clauses for exception b, given the exceptions in list c, or None";
    BeforeWith    [a:base, b:use]                    may   "a = bound __exit__ of b, a+1 = result of its __enter__";
    BeforeAsyncWith [a:base, b:use]                  may   "a = bound __aexit__ of b, a+1 = result of its __aenter__, not awaited yet";
    WithExcept    [a:dst, b:use, c:keep]             may   "a = b(type, value, traceback of exception c)";
    LoadAssertionError [a:dst]                       never "a = AssertionError";

    // ---- patterns
    MatchSequence [a:dst, b:keep]                    may   "a = b is a sequence for patterns (not str, bytes, bytearray)";
    MatchMapping  [a:dst, b:keep]                    may   "a = b is a mapping for patterns";
    MatchKeys     [a:dst, b:keep, c:keep]            may   "a = tuple of the values of mapping b for the keys in tuple c, or None if one is missing";
    MatchClass    [a:dst, b:keep, c:use, d:konst, e:imm] may "a = None if b is no instance of class c, else a tuple of its attributes: e by position (__match_args__), then those that constants[d] names; None if one is missing";
    GetLen        [a:dst, b:keep]                    may   "a = len(b)";

    // ---- imports
    ImportName    [a:dst, b:use, c:imm, d:name]      may   "a = import of names[d] with from-list b (tuple or None) at level c";
    ImportFrom    [a:dst, b:keep, d:name]            may   "a = names[d] of module b";
    ImportStar    [a:use]                            may   "bring all public names of module a into the namespace";

    // ---- interactive
    PrintExpr     [a:use]                            may   "show a as the prompt does, and keep it as _";
}

impl Op {
    /// The row of this operation.
    pub fn info(self) -> &'static OpInfo {
        &OPCODES[self as usize]
    }
}
