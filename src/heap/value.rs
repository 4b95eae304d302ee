//! [ESSAY] The value: one word that is a number, a singleton or a counted reference to an object.
//!
//! ```text
//!  low bits   meaning
//!  000        address of an object header; this word owns one of its counted references
//!  x10        int of 62 bits, in the upper bits
//!  10x        float: (bits + 2^60) rotated left by 4; exponents up to about +-255
//!  001        singletons: empty, None, False, True, 0.0, -0.0, NotImplemented, Ellipsis
//! ```
//!
//! **The invariant.** To a program every number is an object with a count and an identity. An *inline* number
//! outside the small-int cache [-5, 256] is an object with exactly one reference that has not been given a
//! heap cell yet. So:
//!
//! - *moving* a `Value` keeps it inline (it is not `Copy`);
//! - `Clone` *is* "take a second reference": it materialises an inline number first. A box is allocated, the
//!   source word is overwritten with its address (that is what the `Cell` is for), and the copy points there too;
//! - `Drop` *is* "release";
//! - reading a number for its value (`as_int`, `as_float`, `num`) copies nothing that could be stored as a `Value`
//!   by mistake: numbers come out as plain Rust numbers.
//!
//! A `Value` is neither `Send` nor `Sync`: counts are not atomic.

use std::cell::Cell;
use std::ptr;

use super::header::{Header, KIND_FLOAT, KIND_INSTANCE, KIND_INT, KindIndex, WRAPS};
use super::kind::Object;
use super::{alloc, refcount};

/// See the module's essay.
#[repr(transparent)]
pub struct Value(Cell<*mut Header>);

const _: () = assert!(size_of::<Value>() == 8);

const POINTER_MASK: usize = 7;

const fn special(n: usize) -> usize {
    n << 3 | 1
}

const EMPTY: usize = special(0);
const NONE: usize = special(1);
const FALSE: usize = special(2);
const TRUE: usize = special(3);
const ZERO: usize = special(4);
const NEGATIVE_ZERO: usize = special(5);
const NOT_IMPLEMENTED: usize = special(6);
const ELLIPSIS: usize = special(7);

/// Smallest and largest int that is one object for ever, however it was computed.
pub const SMALL_INT_MIN: i64 = -5;
pub const SMALL_INT_MAX: i64 = 256;

const INLINE_INT_MAX: i64 = (1 << 61) - 1;
const INLINE_INT_MIN: i64 = -(1 << 61);

const FLOAT_OFFSET: u64 = 1 << 60;

/// A number read out of a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Num {
    Int(i64),
    Float(f64),
}

/// What a word is, without regard to reference counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    Empty,
    None,
    Bool,
    Int,
    Float,
    NotImplemented,
    Ellipsis,
    Object,
}

#[allow(clippy::declare_interior_mutable_const, reason = "each use makes a word of its own")]
impl Value {
    const fn from_bits(bits: usize) -> Value {
        Value(Cell::new(ptr::without_provenance_mut(bits)))
    }

    /// "Nothing": an unbound variable, a dead temporary, an unused slot. Never seen by a program.
    pub const EMPTY: Value = Value::from_bits(EMPTY);
    pub const NONE: Value = Value::from_bits(NONE);
    pub const TRUE: Value = Value::from_bits(TRUE);
    pub const FALSE: Value = Value::from_bits(FALSE);
    pub const NOT_IMPLEMENTED: Value = Value::from_bits(NOT_IMPLEMENTED);
    pub const ELLIPSIS: Value = Value::from_bits(ELLIPSIS);

    pub const fn bool(truth: bool) -> Value {
        Value::from_bits(if truth { TRUE } else { FALSE })
    }

    /// An inline int, unless it takes more than 62 bits (then the caller needs a big integer).
    #[inline(always)]
    pub fn inline_int(number: i64) -> Option<Value> {
        if (INLINE_INT_MIN..=INLINE_INT_MAX).contains(&number) {
            Some(Value::from_bits((number as usize) << 2 | 2))
        } else {
            None
        }
    }

    /// An inline int from a number that is known to be narrow.
    #[inline(always)]
    pub const fn int32(number: i32) -> Value {
        Value::from_bits((number as i64 as usize) << 2 | 2)
    }

    /// A float: inline where its exponent allows, else a box.
    #[inline(always)]
    pub fn float(number: f64) -> Value {
        match Value::inline_float(number) {
            Some(value) => value,
            None => alloc::float_box(number),
        }
    }

    /// An inline float, unless its exponent is out of the inline range.
    #[inline(always)]
    pub fn inline_float(number: f64) -> Option<Value> {
        let rotated = number.to_bits().wrapping_add(FLOAT_OFFSET).rotate_left(4);
        if rotated & 6 == 4 {
            return Some(Value::from_bits(rotated as usize));
        }
        match number.to_bits() {
            0 => Some(Value::from_bits(ZERO)),
            bits if bits == 1 << 63 => Some(Value::from_bits(NEGATIVE_ZERO)),
            _ => None,
        }
    }

    #[inline(always)]
    pub(super) fn bits(&self) -> usize {
        self.0.get().addr()
    }

    #[inline(always)]
    pub fn is_object(&self) -> bool {
        self.bits() & POINTER_MASK == 0
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.bits() == EMPTY
    }

    #[inline(always)]
    pub fn is_none(&self) -> bool {
        self.bits() == NONE
    }

    #[inline(always)]
    pub fn is_true(&self) -> bool {
        self.bits() == TRUE
    }

    #[inline(always)]
    pub fn is_false(&self) -> bool {
        self.bits() == FALSE
    }

    /// `Some` for `True` and `False`.
    #[inline(always)]
    pub fn as_bool(&self) -> Option<bool> {
        match self.bits() {
            TRUE => Some(true),
            FALSE => Some(false),
            _ => None,
        }
    }

    #[inline(always)]
    pub fn is_not_implemented(&self) -> bool {
        self.bits() == NOT_IMPLEMENTED
    }

    #[inline(always)]
    pub fn is_ellipsis(&self) -> bool {
        self.bits() == ELLIPSIS
    }

    /// An inline number of either form, small-int cache included.
    #[inline(always)]
    pub fn is_inline_number(&self) -> bool {
        let bits = self.bits();
        bits & 3 == 2 || bits & 6 == 4 || bits == ZERO || bits == NEGATIVE_ZERO
    }

    /// The int held inline (not boxed, not a bool).
    #[inline(always)]
    pub fn as_inline_int(&self) -> Option<i64> {
        let bits = self.bits();
        if bits & 3 == 2 { Some(bits as i64 >> 2) } else { None }
    }

    /// The float held inline.
    #[inline(always)]
    pub fn as_inline_float(&self) -> Option<f64> {
        let bits = self.bits();
        if bits & 6 == 4 {
            return Some(f64::from_bits((bits as u64).rotate_right(4).wrapping_sub(FLOAT_OFFSET)));
        }
        match bits {
            ZERO => Some(0.0),
            NEGATIVE_ZERO => Some(-0.0),
            _ => None,
        }
    }

    /// The float held inline, if it is not a zero: one comparison, for the fastest of paths.
    #[inline(always)]
    pub fn as_nonzero_float(&self) -> Option<f64> {
        let bits = self.bits();
        if bits & 6 == 4 {
            Some(f64::from_bits((bits as u64).rotate_right(4).wrapping_sub(FLOAT_OFFSET)))
        } else {
            None
        }
    }

    /// The inline form of a float that is neither a zero nor out of the inline range.
    #[inline(always)]
    pub fn nonzero_float(number: f64) -> Option<Value> {
        let rotated = number.to_bits().wrapping_add(FLOAT_OFFSET).rotate_left(4);
        if rotated & 6 == 4 { Some(Value::from_bits(rotated as usize)) } else { None }
    }

    /// The int of up to 62 bits, inline or boxed (exact type `int`; not a bool, not a big integer).
    #[inline(always)]
    pub fn as_int(&self) -> Option<i64> {
        match self.as_inline_int() {
            Some(number) => Some(number),
            None => self.boxed(KIND_INT).map(|word| word as i64),
        }
    }

    /// The float, inline or boxed (exact type `float`).
    #[inline(always)]
    pub fn as_float(&self) -> Option<f64> {
        match self.as_inline_float() {
            Some(number) => Some(number),
            None => self.boxed(KIND_FLOAT).map(f64::from_bits),
        }
    }

    /// The number, if this is an `int` of up to 62 bits or a `float`, inline or boxed.
    #[inline(always)]
    pub fn num(&self) -> Option<Num> {
        match self.as_int() {
            Some(number) => Some(Num::Int(number)),
            None => self.as_float().map(Num::Float),
        }
    }

    #[inline(always)]
    fn boxed(&self, kind: KindIndex) -> Option<u64> {
        if !self.is_object() || self.header().kind != kind {
            return None;
        }
        // SAFETY: a live object of kind KIND_INT or KIND_FLOAT is a `NumberBox` (`alloc.rs`).
        Some(unsafe { (*self.0.get().cast::<alloc::NumberBox>()).word })
    }

    /// A number equal to this one that nobody else refers to: the number form of loads. `None` if this is no such number.
    #[inline(always)]
    pub fn fresh_number(&self) -> Option<Value> {
        if self.is_inline_number() {
            return Some(Value(Cell::new(self.0.get())));
        }
        match self.num()? {
            Num::Int(number) => Value::inline_int(number),
            Num::Float(number) => Value::inline_float(number),
        }
    }

    /// This number in number form, anything else as a second reference.
    #[inline(always)]
    pub fn number_form(&self) -> Value {
        self.fresh_number().unwrap_or_else(|| self.clone())
    }

    /// The value of a variable that is not read again: an inline number stays there and is copied; anything else gets a
    /// second reference.
    #[inline(always)]
    pub fn share_last(&self) -> Value {
        if self.is_object() {
            refcount::retain(self.header());
        }
        Value(Cell::new(self.0.get()))
    }

    /// A second reference, unless that takes a cell for a number.
    #[inline(always)]
    pub fn share(&self) -> Option<Value> {
        if self.is_object() {
            refcount::retain(self.header());
        } else if self.needs_identity() {
            return None;
        }
        Some(Value(Cell::new(self.0.get())))
    }

    /// As `share`, in number form.
    #[inline(always)]
    pub fn share_number(&self) -> Option<Value> {
        if self.is_object() {
            let header = self.header();
            if header.kind == KIND_FLOAT || header.kind == KIND_INT {
                // SAFETY: a live object of these kinds is a `NumberBox` (`alloc.rs`).
                let word = unsafe { (*self.0.get().cast::<alloc::NumberBox>()).word };
                return if header.kind == KIND_FLOAT {
                    Value::nonzero_float(f64::from_bits(word))
                } else {
                    Value::inline_int(word as i64)
                };
            }
            refcount::retain(header);
        }
        Some(Value(Cell::new(self.0.get())))
    }

    /// A second reference to an object; empty if it is none.
    #[inline(always)]
    pub fn share_object(&self) -> Value {
        if !self.is_object() {
            return Value::EMPTY;
        }
        refcount::retain(self.header());
        Value(Cell::new(self.0.get()))
    }

    /// Ends this reference, which is not the last one: nothing dies, so nothing is called. (Were it the last, the object
    /// would never be freed.)
    #[inline(always)]
    pub fn release_shared(self) {
        if self.is_object() {
            debug_assert!(!self.is_last());
            refcount::release_shared(self.header());
        }
        std::mem::forget(self);
    }

    /// Whether this is the last reference to an object.
    #[inline(always)]
    pub fn is_last(&self) -> bool {
        self.is_object() && self.header().count.get() == 1
    }

    /// What kind of word this is; boxed numbers are `Int` and `Float` too.
    pub fn tag(&self) -> Tag {
        match self.bits() {
            EMPTY => Tag::Empty,
            NONE => Tag::None,
            TRUE | FALSE => Tag::Bool,
            NOT_IMPLEMENTED => Tag::NotImplemented,
            ELLIPSIS => Tag::Ellipsis,
            _ if self.as_int().is_some() => Tag::Int,
            _ if self.as_float().is_some() => Tag::Float,
            _ => Tag::Object,
        }
    }

    /// The header of the object that this value refers to; must be one.
    #[inline(always)]
    pub(super) fn header(&self) -> &Header {
        debug_assert!(self.is_object());
        // SAFETY: an object word owns a counted reference (the invariant), so its header is live for `&self`.
        unsafe { &*self.0.get() }
    }

    /// The header, if this is an object word.
    #[inline(always)]
    pub fn object_header(&self) -> Option<&Header> {
        if self.is_object() { Some(self.header()) } else { None }
    }

    #[inline(always)]
    pub(super) fn as_ptr(&self) -> *mut Header {
        self.0.get()
    }

    /// Makes a value that owns a reference already counted for it.
    ///
    /// # Safety
    /// `object` is a live object and one of its counted references is handed over.
    #[inline(always)]
    pub(super) unsafe fn from_ptr(object: *mut Header) -> Value {
        Value(Cell::new(object))
    }

    /// A new reference to a live object.
    ///
    /// # Safety
    /// `object` is a live object.
    #[inline(always)]
    pub(super) unsafe fn retained(object: *mut Header) -> Value {
        // SAFETY: the caller vouches for the object; the reference is counted here.
        unsafe {
            refcount::retain(&*object);
            Value::from_ptr(object)
        }
    }

    /// The payload, if the object has exactly the layout `T`.
    #[inline(always)]
    pub fn exact<T: Object>(&self) -> Option<&T> {
        if self.is_object() && self.header().kind == T::KIND {
            // SAFETY: `kind` says that the payload behind the header is a `T` (`Object`'s contract), and it
            // lives as long as the reference that `self` owns.
            Some(unsafe { &*self.0.get().byte_add(T::PAYLOAD_OFFSET).cast::<T>() })
        } else {
            None
        }
    }

    /// The payload of layout `T`, of an exact object or of an instance of a class that inherits the layout.
    #[inline(always)]
    pub fn cast<T: Object>(&self) -> Option<&T> {
        if self.is_object() {
            let header = self.header();
            if header.kind == T::KIND {
                // SAFETY: as in `exact`.
                return Some(unsafe { &*self.0.get().byte_add(T::PAYLOAD_OFFSET).cast::<T>() });
            }
            if header.kind == KIND_INSTANCE && header.has(WRAPS) {
                return self.wrapped().exact::<T>();
            }
        }
        None
    }

    /// The object inside an instance that `WRAPS`: its first slot, which is never replaced.
    fn wrapped(&self) -> &Value {
        // SAFETY: the allocation of a wrapping instance fills its first slot before the flag is set, and
        // `Instance::slots` (`tail.rs`) leaves that slot out, so nobody can replace it.
        unsafe { &*self.0.get().byte_add(super::tail::INSTANCE_SLOTS_OFFSET).cast::<Value>() }
    }

    /// The object with the builtin layout inside an instance of a class that inherits one.
    pub fn native(&self) -> Option<&Value> {
        let header = self.object_header()?;
        if header.kind == KIND_INSTANCE && header.has(WRAPS) { Some(self.wrapped()) } else { None }
    }

    /// Whether both are the same object. Inline numbers have one reference each, so two of them are the same
    /// only as cached small ints; equal words are otherwise one number seen twice through the same slot.
    #[inline(always)]
    pub fn is(&self, other: &Value) -> bool {
        if self.bits() != other.bits() {
            return false;
        }
        !self.needs_identity() || ptr::eq(self, other)
    }

    /// Whether both are one object, or inline ints of the same value: then they are equal.
    #[inline(always)]
    pub fn same_word(&self, other: &Value) -> bool {
        self.bits() == other.bits() && (self.bits() & 3 == 2 || self.is_object())
    }

    /// An inline number outside the cache: an object without a cell as yet.
    #[inline(always)]
    fn needs_identity(&self) -> bool {
        match self.as_inline_int() {
            Some(number) => !(SMALL_INT_MIN..=SMALL_INT_MAX).contains(&number),
            None => self.is_inline_number(),
        }
    }

    /// Gives an inline number its heap cell; everything else stays as it is.
    #[inline(always)]
    pub fn materialise(&self) {
        if self.needs_identity() {
            self.materialise_number();
        }
    }

    #[cold]
    #[inline(never)]
    fn materialise_number(&self) {
        let boxed = match self.as_inline_int() {
            Some(number) => alloc::int_box(number),
            None => alloc::float_box(self.as_inline_float().unwrap_or(f64::NAN)),
        };
        self.0.set(boxed.into_ptr());
    }

    #[inline(always)]
    pub(super) fn into_ptr(self) -> *mut Header {
        let pointer = self.0.get();
        std::mem::forget(self);
        pointer
    }

    /// The number that `id()` gives: the address of the object's cell. Materialises.
    pub fn id(&self) -> usize {
        self.materialise();
        match self.object_header() {
            Some(header) => {
                header.set(super::header::IDENTIFIED);
                self.bits()
            }
            None => alloc::singleton_address(self.bits()),
        }
    }

    /// A number in a cell of its own, even one that is otherwise a shared object: what an instance of a subclass of `int` or
    /// `float` wraps. Anything else is handed back.
    pub fn into_cell(self) -> Value {
        match self.num() {
            Some(Num::Int(number)) => alloc::int_box(number),
            Some(Num::Float(number)) => alloc::float_box(number),
            None => self,
        }
    }

    /// How many counted references the object has; `None` for singletons and cached ints, which are immortal.
    pub fn count(&self) -> Option<u32> {
        self.materialise();
        self.object_header().map(Header::count)
    }

    /// The value of an argument that nobody reads afterwards, to be kept: an inline number is moved out, which spares it
    /// a cell; anything else gets a second reference.
    #[inline]
    pub fn handed_over(&self) -> Value {
        if self.needs_identity() { Value(Cell::new(self.0.replace(Value::EMPTY.0.get()))) } else { self.clone() }
    }

    /// Takes the value, leaving "nothing".
    #[inline(always)]
    pub fn take(&mut self) -> Value {
        std::mem::replace(self, Value::EMPTY)
    }

    /// `None` for the empty value.
    #[inline(always)]
    pub fn into_option(self) -> Option<Value> {
        if self.is_empty() { None } else { Some(self) }
    }
}

/// A reference that does not count: for caches that know by other means whether the object is still there.
#[derive(Clone, Copy)]
pub struct Unowned(*mut Header);

impl Default for Unowned {
    fn default() -> Unowned {
        Unowned::NOTHING
    }
}

impl Unowned {
    pub const NOTHING: Unowned = Unowned(ptr::null_mut());

    /// `Default` if the value is no object.
    pub fn of(value: &Value) -> Unowned {
        if value.is_object() { Unowned(value.as_ptr()) } else { Unowned::default() }
    }

    /// A counted reference.
    ///
    /// # Safety
    /// It was made from an object, and that is still alive.
    #[inline(always)]
    pub unsafe fn share(self) -> Value {
        // SAFETY: passed on.
        unsafe { Value::retained(self.0) }
    }
}

impl Clone for Value {
    #[inline(always)]
    fn clone(&self) -> Value {
        if !self.is_object() {
            if !self.needs_identity() {
                return Value(Cell::new(self.0.get()));
            }
            self.materialise_number();
        }
        refcount::retain(self.header());
        Value(Cell::new(self.0.get()))
    }
}

impl Drop for Value {
    #[inline(always)]
    fn drop(&mut self) {
        if self.is_object() {
            // SAFETY: `self` owns one counted reference, which ends here.
            unsafe { refcount::release(self.0.get()) }
        }
    }
}

impl Default for Value {
    fn default() -> Value {
        Value::EMPTY
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.num() {
            Some(number) => write!(f, "{number:?}"),
            None if self.is_object() => write!(f, "object of kind {} at {:#x}", self.header().kind, self.bits()),
            None => write!(f, "{:?}", self.tag()),
        }
    }
}
