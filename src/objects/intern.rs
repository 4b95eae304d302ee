//! The intern table: one object for each identifier-like constant, attribute name and `sys.intern`ed string.
//!
//! The table holds its strings by counted references (CPython's holds them uncounted and takes them out when they
//! die; ours lets `sweep` drop those that nobody else refers to, so that the table does not keep text alive).
//! Strings of one Latin-1 character and the empty string are one object each however they are made.

use std::cell::{Cell, RefCell};

use hashbrown::HashTable;

use crate::heap::{Slot, Value};
use crate::num::hash::HashKey;

use super::str::{self, Str};

/// Strings that there is room for at the start: somewhat more than the names of the builtins.
const BUILTIN: usize = 1500;

/// The table of interned strings.
pub struct Interner {
    key: HashKey,
    table: RefCell<HashTable<Value>>,
    sweep_at: Cell<usize>,
    /// The strings of one Latin-1 character and the empty one, as far as somebody has asked for them.
    chars: Box<[Slot]>,
    /// At the interpreter's end nothing is kept any more.
    closed: Cell<bool>,
}

fn text(value: &Value) -> &[u8] {
    value.exact::<Str>().map_or(&[], Str::bytes)
}

impl Interner {
    pub fn new(key: HashKey) -> Interner {
        Interner {
            key,
            table: RefCell::new(HashTable::with_capacity(BUILTIN)),
            sweep_at: Cell::new(4096),
            chars: (0..257).map(|_| Slot::default()).collect(),
            closed: Cell::new(false),
        }
    }

    /// The interned string of this text; a new reference.
    pub fn name(&self, name: &str) -> Value {
        self.bytes(name.as_bytes())
    }

    /// As `name`, of WTF-8.
    pub fn bytes(&self, name: &[u8]) -> Value {
        let hash = self.key.hash_str(name) as u64;
        if let Some(found) = self.table.borrow().find(hash, |entry| text(entry) == name) {
            return found.clone();
        }
        self.insert(self.string(name), hash)
    }

    /// The interned object equal to string `value`, which becomes it if there is none yet.
    pub fn intern(&self, value: &Value) -> Value {
        let Some(string) = value.exact::<Str>() else { return value.clone() };
        if string.is_interned() {
            return value.clone();
        }
        let hash = string.hash(self.key) as u64;
        if let Some(found) = self.table.borrow().find(hash, |entry| text(entry) == string.bytes()) {
            return found.clone();
        }
        self.insert(value.clone(), hash)
    }

    fn insert(&self, value: Value, hash: u64) -> Value {
        if self.table.borrow().len() >= self.sweep_at.get() {
            self.sweep();
        }
        if let Some(string) = value.exact::<Str>() {
            string.set_interned();
            string.hash(self.key);
        }
        let key = self.key;
        let copy = value.clone();
        self.table
            .borrow_mut()
            .insert_unique(hash, copy, |entry| entry.exact::<Str>().map_or(0, |string| string.hash(key)) as u64);
        value
    }

    /// Drops strings that only the table refers to.
    fn sweep(&self) {
        let mut table = self.table.borrow_mut();
        table.retain(|entry| entry.count() != Some(1));
        self.sweep_at.set((table.len() * 2).max(4096));
    }

    /// A string object of this WTF-8: the shared one for the empty string and single Latin-1 characters.
    pub fn string(&self, content: &[u8]) -> Value {
        match single(content) {
            Some(index) => self.single(index, content),
            None => str::try_new(content).unwrap_or(Value::NONE),
        }
    }

    /// As `string`, fallible for texts of any size.
    pub fn try_string(&self, content: &[u8]) -> Result<Value, crate::heap::OutOfMemory> {
        match single(content) {
            Some(index) => Ok(self.single(index, content)),
            None => str::try_new(content),
        }
    }

    /// As `try_string`, of text that is known to be ASCII.
    pub fn try_ascii(&self, content: &[u8]) -> Result<Value, crate::heap::OutOfMemory> {
        match *content {
            [byte] => Ok(self.ascii(byte)),
            [] => Ok(self.single(256, content)),
            _ => str::try_new_counted(content, content.len()),
        }
    }

    /// The string of one ASCII character.
    #[inline(always)]
    pub fn ascii(&self, byte: u8) -> Value {
        match self.chars.get(usize::from(byte)) {
            Some(slot) if !slot.is_empty() => slot.get(),
            _ => self.single(usize::from(byte), &[byte]),
        }
    }

    #[inline(never)]
    fn single(&self, index: usize, content: &[u8]) -> Value {
        let known = self.chars.get(index).map(Slot::get).unwrap_or_default();
        if !known.is_empty() {
            return known;
        }
        let made = str::try_new(content).unwrap_or(Value::NONE);
        if let Some(slot) = self.chars.get(index).filter(|_| !self.closed.get()) {
            slot.set(made.clone());
        }
        made
    }

    /// The table's own references.
    pub fn each_root(&self, visit: &mut dyn FnMut(&Value)) {
        for value in self.table.borrow().iter() {
            visit(value);
        }
        for slot in &self.chars {
            slot.peek(&mut *visit);
        }
    }

    /// Drops all references, at the interpreter's end.
    pub fn clear(&self) {
        drop(std::mem::take(&mut *self.table.borrow_mut()));
        self.closed.set(true);
        for slot in &self.chars {
            slot.set(Value::EMPTY);
        }
    }
}

/// Index of the shared object for the empty string (256) or a single Latin-1 character (its code).
fn single(content: &[u8]) -> Option<usize> {
    match *content {
        [] => Some(256),
        [byte] if byte < 128 => Some(usize::from(byte)),
        [first, second] if first == 0xC2 || first == 0xC3 => {
            Some(usize::from(first & 3) << 6 | usize::from(second & 63))
        }
        _ => None,
    }
}
