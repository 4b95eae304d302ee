//! Type objects: builtin types and classes written in Python.

use std::cell::{Cell, RefCell};

use crate::heap::kind::{Object, Payload, Visitor};
use crate::heap::tail::MAX_INSTANCE_SLOTS;
use crate::heap::{Slot, Value, alloc};

use super::dict::Dict;
use super::list::{Tuple, new_tuple};
use super::shape::ShapeId;

/// Written in Python (attributes can be set).
pub const HEAP_TYPE: u32 = 1;
/// Has `__del__`.
pub const HAS_DEL: u32 = 2;
/// Defines `__getattribute__` or `__getattr__`.
pub const HAS_GETATTR: u32 = 4;
/// Defines `__setattr__` or `__delattr__`.
pub const HAS_SETATTR: u32 = 8;
/// Instances have attributes of their own (no `__slots__`, or a base without).
pub const HAS_DICT: u32 = 16;
/// May be used as a base class.
pub const IS_BASE: u32 = 32;
/// A subclass of BaseException.
pub const IS_EXCEPTION: u32 = 64;
/// A subclass of type.
pub const IS_METACLASS: u32 = 128;
/// Instances can be weakly referenced.
pub const HAS_WEAKREF: u32 = 256;
/// Abstract: `__abstractmethods__` is not empty.
pub const IS_ABSTRACT: u32 = 512;
/// A builtin type that says which module it is from.
pub const OF_MODULE: u32 = 1024;

/// Most attribute names that the instances of a class share.
const SHARED_NAMES: u8 = 30;

/// A type.
pub struct Type {
    pub name: Slot,
    pub qualname: Slot,
    /// Tuple of bases.
    pub bases: Slot,
    /// Tuple: the method resolution order, this type first.
    pub mro: Slot,
    /// The namespace, a dict.
    pub dict: Slot,
    pub metaclass: Slot,
    /// Kind number of the layout of instances (`KIND_INSTANCE` for plain classes, 0 for types without one of their own).
    pub layout: Cell<u8>,
    pub flags: Cell<u32>,
    /// Changes when the namespace of the type or one of its bases changes; 0 until asked for.
    version: Cell<u32>,
    /// Weak references to the subclasses.
    pub subclasses: RefCell<Vec<Value>>,
    /// Shape of an instance without attributes.
    pub root_shape: Cell<ShapeId>,
    /// Attribute slots taken by `__slots__`, of the bases too.
    pub member_slots: Cell<u32>,
    /// Addresses of the names that instances had as attributes so far, and how many more there may be: as CPython's shared
    /// keys, which decide when an instance gets a dict that the collector knows.
    shared_names: RefCell<Vec<usize>>,
    shared_room: Cell<u8>,
    /// For a builtin type: what calling it comes to. 0 until asked for, 1 for nothing simple, else two more than the index of
    /// the builtin function that is its `__new__`, where it has no `__init__`.
    pub simple_new: Cell<u32>,
    /// For a builtin type: one more than the index of a builtin function that is called instead, with the class as first
    /// argument; 0 if there is none.
    pub direct: Cell<u32>,
    /// What calling the class comes to, and the version for which that holds, or 0.
    pub constructor: Cell<(u32, Construction)>,
    /// How many attribute slots a new instance gets: learned from the instances made so far.
    pub capacity: Cell<u32>,
}

thread_local! {
    static NEXT_VERSION: Cell<u32> = const { Cell::new(1) };
}

impl Payload for Type {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        for slot in [&self.dict, &self.mro, &self.bases, &self.metaclass, &self.name, &self.qualname] {
            slot.trace(visitor);
        }
        for subclass in self.subclasses.borrow().iter() {
            visitor.visit(subclass);
        }
    }

    fn clear(&self) {
        self.changed();
        let dict = self.dict.get();
        if let Some(dict) = dict.exact::<Dict>() {
            dict.clear();
        }
        self.mro.set(Value::EMPTY);
        self.bases.set(Value::EMPTY);
    }
}

/// Makes a type; its `mro` still has to be set.
pub fn new_type(name: Value, metaclass: Value, bases: Vec<Value>, dict: Value, layout: u8, flags: u32) -> Value {
    alloc::new(Type {
        qualname: Slot::new(name.clone()),
        name: Slot::new(name),
        bases: Slot::new(new_tuple(bases)),
        mro: Slot::default(),
        dict: Slot::new(dict),
        metaclass: Slot::new(metaclass),
        layout: Cell::new(layout),
        flags: Cell::new(flags),
        version: Cell::new(0),
        subclasses: RefCell::default(),
        root_shape: Cell::new(0),
        member_slots: Cell::new(0),
        shared_names: RefCell::default(),
        shared_room: Cell::new(SHARED_NAMES),
        capacity: Cell::new(0),
        simple_new: Cell::new(0),
        direct: Cell::new(0),
        constructor: Cell::default(),
    })
}

/// How instances of a class are made, as far as nothing in it is unusual.
#[derive(Clone, Copy, Default)]
pub enum Construction {
    /// As the general rules say.
    #[default]
    General,
    /// By `object.__new__`, and by the `__init__` that stands there (as `find` gives it).
    Init(u32, u32),
    /// By `object.__new__` alone; there are no arguments.
    Plain,
    /// By `BaseException`'s methods: the arguments become `args`.
    Exception,
}

/// What a look-up along a resolution order has found. The version says of which type, and for how long it holds; the
/// hash guards against a string that has come to stand where another one stood.
#[derive(Clone, Copy)]
struct Lookup {
    version: u32,
    name: usize,
    hash: i64,
    place: Option<(u32, u32)>,
}

const LOOKUP_LINES: usize = 1024;

thread_local! {
    /// The last look-ups, by version and name; version 0 is no type's.
    static LOOKUPS: [Cell<Lookup>; LOOKUP_LINES] =
        const { [const { Cell::new(Lookup { version: 0, name: 0, hash: 0, place: None }) }; LOOKUP_LINES] };
}

impl Type {
    #[inline]
    pub fn has(&self, flag: u32) -> bool {
        self.flags.get() & flag != 0
    }

    pub fn set_flag(&self, flag: u32) {
        self.flags.set(self.flags.get() | flag);
    }

    pub fn unset_flag(&self, flag: u32) {
        self.flags.set(self.flags.get() & !flag);
    }

    /// How many attribute slots a new instance gets.
    pub fn instance_room(&self) -> usize {
        let least = self.member_slots.get() as usize + usize::from(self.has(HAS_DICT));
        (self.capacity.get() as usize).max(least).min(MAX_INSTANCE_SLOTS)
    }

    /// To be called for each new instance: as in CPython, each takes away room for names not used so far.
    pub fn instance_made(&self) {
        let room = self.shared_room.get();
        if room > 1 {
            self.shared_room.set(room - 1);
        }
    }

    /// Whether instances may have attribute `name` (interned) without a dict of their own.
    pub fn shares_name(&self, name: &Value) -> bool {
        let Some(address) = name.object_header().map(|header| std::ptr::from_ref(header).addr()) else { return false };
        let mut names = self.shared_names.borrow_mut();
        if names.contains(&address) {
            return true;
        }
        match self.shared_room.get().checked_sub(1) {
            Some(room) => {
                self.shared_room.set(room);
                names.push(address);
                true
            }
            None => false,
        }
    }

    /// Whether the namespace names the module that the type is from: it is not one of the builtin types.
    pub fn has_module(&self) -> bool {
        self.has(HEAP_TYPE | OF_MODULE) || self.layout.get() == super::Host::KIND
    }

    pub fn has_finalizer(&self) -> bool {
        self.has(HAS_DEL)
    }

    /// The type's name as text, for messages.
    pub fn name_text(&self) -> String {
        self.name.peek(|name| name.exact::<super::Str>().map_or_else(String::new, |name| name.to_text().into_owned()))
    }

    /// A number that changes whenever attribute look-up in this type may give another result.
    #[inline]
    pub fn version(&self) -> u32 {
        let version = self.version.get();
        if version != 0 {
            return version;
        }
        let fresh = NEXT_VERSION.get();
        NEXT_VERSION.set(fresh.wrapping_add(1).max(1));
        self.version.set(fresh);
        fresh
    }

    /// `version`, or 0 if nobody has asked for it since the last change.
    #[inline(always)]
    pub fn known_version(&self) -> u32 {
        self.version.get()
    }

    /// To be called when the namespace changes; the machine does so for the subclasses too.
    pub fn changed(&self) {
        self.version.set(0);
    }

    /// Number of classes in the resolution order.
    pub fn mro_len(&self) -> usize {
        self.mro.peek(|mro| mro.exact::<Tuple>().map_or(0, Tuple::len))
    }

    /// Class number `index` of the resolution order.
    pub fn mro_at(&self, index: usize) -> Option<Value> {
        self.mro.peek(|mro| mro.exact::<Tuple>().and_then(|mro| mro.elements().get(index).cloned()))
    }

    /// Whether `other` is this type or one of its bases.
    pub fn is_subtype_of(&self, other: &Value) -> bool {
        self.mro.peek(|mro| mro.exact::<Tuple>().is_some_and(|mro| mro.elements().iter().any(|class| class.is(other))))
    }

    /// What the namespaces along the resolution order say of an interned name: class index and entry.
    pub fn find(&self, name: &Value, hash: i64) -> Option<(usize, usize)> {
        let (version, address) = (self.version(), name.id());
        LOOKUPS.with(|lookups| {
            let line = &lookups[(version as usize ^ (address >> 4)) % LOOKUP_LINES];
            let known = line.get();
            if known.version == version && known.name == address && known.hash == hash {
                return known.place.map(|(class, entry)| (class as usize, entry as usize));
            }
            let place = self.find_uncached(name, hash);
            let short = place.map(|(class, entry)| (class as u32, entry as u32));
            line.set(Lookup { version, hash, name: address, place: short });
            place
        })
    }

    fn find_uncached(&self, name: &Value, hash: i64) -> Option<(usize, usize)> {
        self.mro.peek(|mro| {
            let mro = mro.exact::<Tuple>()?;
            mro.elements().iter().enumerate().find_map(|(index, class)| {
                let class = class.exact::<Type>()?;
                let at = class.dict.peek(|dict| dict.exact::<Dict>().and_then(|dict| dict.find_str(name, hash)))?;
                Some((index, at))
            })
        })
    }

    /// The attribute that `find` located; a new reference.
    pub fn found(&self, place: (usize, usize)) -> Option<Value> {
        if place.0 == 0 {
            // The first class of the resolution order is the type itself.
            return self.dict.peek(|dict| dict.exact::<Dict>().and_then(|dict| dict.value_at(place.1)));
        }
        self.mro.peek(|mro| {
            let class = mro.exact::<Tuple>()?.elements().get(place.0)?.exact::<Type>()?;
            class.dict.peek(|dict| dict.exact::<Dict>().and_then(|dict| dict.value_at(place.1)))
        })
    }

    /// Looks an interned name up along the resolution order.
    pub fn lookup(&self, name: &Value, hash: i64) -> Option<Value> {
        self.find(name, hash).and_then(|place| self.found(place))
    }
}
