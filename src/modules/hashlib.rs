//! The module `hashlib`: the digests that every CPython has. The algorithms are crates; here are the objects around them.

use std::cell::RefCell;

use blake2::{Blake2bVar, Blake2sVar};
use digest::{DynDigest, ExtendableOutput, Update, VariableOutput};
use sha3::{Shake128, Shake256};

use crate::heap::Value;
use crate::heap::kind::Visitor;
use crate::objects::{Host, HostData, Str, int};
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, E, Res, Vm};
use crate::{getsets, natives};

/// Makes what the part written in Python builds on.
pub fn init(vm: &mut Vm) -> Res {
    let module = vm.new_module("hashlib", Some("hashlib module - A common interface to many hash functions."))?;
    let class =
        vm.host_type("hashlib", "HASH", "A hash is an object used to calculate a checksum of a string.", 0, METHODS)?;
    vm.add_getsets(&class, MEMBERS)?;
    vm.add_functions(&module, FUNCTIONS)?;
    let names = ALGORITHMS.iter().map(|row| vm.str(row.name)).collect();
    let names = vm.list(names);
    vm.add_member(&module, "_names", names)?;
    Ok(module)
}

/// An algorithm in the middle of a text.
#[derive(Clone)]
enum State {
    Fixed(Box<dyn DynDigest>),
    Shake128(Shake128),
    Shake256(Shake256),
    Blake2b(Blake2bVar),
    Blake2s(Blake2sVar),
}

/// A row for each algorithm: its name, the sizes of a block and of the digest in bytes (0 if the caller says), and its beginning.
struct Algorithm {
    name: &'static str,
    block: usize,
    size: usize,
    start: fn(usize) -> Option<State>,
}

macro_rules! fixed {
    ($name:literal, $block:literal, $size:literal, $digest:ty) => {
        Algorithm { name: $name, block: $block, size: $size, start: |_| Some(State::Fixed(Box::<$digest>::default())) }
    };
}

static ALGORITHMS: &[Algorithm] = &[
    fixed!("md5", 64, 16, md5::Md5),
    fixed!("sha1", 64, 20, sha1::Sha1),
    fixed!("sha224", 64, 28, sha2::Sha224),
    fixed!("sha256", 64, 32, sha2::Sha256),
    fixed!("sha384", 128, 48, sha2::Sha384),
    fixed!("sha512", 128, 64, sha2::Sha512),
    fixed!("sha3_224", 144, 28, sha3::Sha3_224),
    fixed!("sha3_256", 136, 32, sha3::Sha3_256),
    fixed!("sha3_384", 104, 48, sha3::Sha3_384),
    fixed!("sha3_512", 72, 64, sha3::Sha3_512),
    Algorithm { name: "shake_128", block: 168, size: 0, start: |_| Some(State::Shake128(Shake128::default())) },
    Algorithm { name: "shake_256", block: 136, size: 0, start: |_| Some(State::Shake256(Shake256::default())) },
    Algorithm { name: "blake2b", block: 128, size: 64, start: |size| Blake2bVar::new(size).ok().map(State::Blake2b) },
    Algorithm { name: "blake2s", block: 64, size: 32, start: |size| Blake2sVar::new(size).ok().map(State::Blake2s) },
];

impl State {
    fn update(&mut self, data: &[u8]) {
        match self {
            State::Fixed(digest) => digest.update(data),
            State::Shake128(shake) => shake.update(data),
            State::Shake256(shake) => shake.update(data),
            State::Blake2b(blake) => blake.update(data),
            State::Blake2s(blake) => blake.update(data),
        }
    }

    /// Fills the place with the digest of what there has been.
    fn finish(self, out: &mut [u8]) {
        match self {
            State::Fixed(digest) => {
                let digest = digest.finalize();
                for (place, byte) in out.iter_mut().zip(digest.iter()) {
                    *place = *byte;
                }
            }
            State::Shake128(shake) => shake.finalize_xof_into(out),
            State::Shake256(shake) => shake.finalize_xof_into(out),
            // The room is as large as was said at the start, so there is no error.
            State::Blake2b(blake) => drop(blake.finalize_variable(out)),
            State::Blake2s(blake) => drop(blake.finalize_variable(out)),
        }
    }
}

struct Hash {
    algorithm: &'static Algorithm,
    size: usize,
    state: RefCell<State>,
}

impl HostData for Hash {
    fn trace(&self, _visitor: &mut dyn Visitor) {}
}

fn hash<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a Hash> {
    match this.cast::<Host>().and_then(Host::data) {
        Some(hash) => Ok(hash),
        None => Err(vm.type_error("a 'HASH' object is required")),
    }
}

fn update(vm: &mut Vm, state: &mut State, data: &Value) -> Res<()> {
    if data.cast::<Str>().is_some() {
        return Err(vm.type_error("Strings must be encoded before hashing"));
    }
    match vm.buffer(data)? {
        Some(bytes) => {
            state.update(&bytes);
            Ok(())
        }
        None => Err(vm.type_error("object supporting the buffer API required")),
    }
}

/// The digest; `length` is for those whose digest has no size of its own.
fn digest(vm: &mut Vm, this: &Value, function: &str, length: &Value) -> Res<Vec<u8>> {
    let own = hash(vm, this)?;
    let length = match (own.size, length.is_empty()) {
        (0, true) => return Err(vm.type_error(format!("{function}() missing required argument 'length' (pos 1)"))),
        (0, false) => {
            let length = vm.index_i64(length, E::OverflowError)?;
            match usize::try_from(length) {
                Ok(length) if length < 1 << 29 => length,
                Ok(_) => return Err(vm.value_error("length is too large")),
                Err(_) => return Err(vm.value_error("value must be positive")),
            }
        }
        (size, true) => size,
        (_, false) => {
            return Err(vm.type_error(format!("HASH.{function}() takes no arguments (1 given)")));
        }
    };
    let mut out = Vec::new();
    let reserved = crate::num::error::reserve(&mut out, length);
    vm.ok(reserved)?;
    out.resize(length, 0);
    own.state.borrow().clone().finish(&mut out);
    Ok(out)
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

static MEMBERS: &[GetSetDecl] = getsets![
    "name" |vm, this| {
        let name = hash(vm, this)?.algorithm.name;
        Ok(vm.str(name))
    };
    "digest_size" |vm, this| Ok(int::from_usize(hash(vm, this)?.size));
    "block_size" |vm, this| Ok(int::from_usize(hash(vm, this)?.algorithm.block));
];

static METHODS: &[Decl] = natives![
    /// Update this hash object's state with the provided string.
    "update(self, obj, /)" |vm, [this, data]| {
        let own = hash(vm, this)?;
        let mut state = own.state.borrow().clone();
        update(vm, &mut state, data)?;
        own.state.replace(state);
        Ok(Value::NONE)
    };
    /// Return the digest value as a bytes object.
    "digest(self, length=<unrepresentable>)" |vm, [this, length]| {
        let digest = digest(vm, this, "digest", length)?;
        vm.bytes(&digest)
    };
    /// Return the digest value as a string of hexadecimal digits.
    "hexdigest(self, length=<unrepresentable>)" |vm, [this, length]| {
        let digest = digest(vm, this, "hexdigest", length)?;
        vm.str_ascii(hex(&digest).as_bytes())
    };
    /// Return a copy of the hash object.
    "copy(self, /)" |vm, [this]| {
        let own = hash(vm, this)?;
        let copy = Hash { algorithm: own.algorithm, size: own.size, state: own.state.clone() };
        let class = vm.type_of(this);
        vm.host_object(&class, copy)
    };
    "__repr__(self, /)" |vm, [this]| {
        let name = hash(vm, this)?.algorithm.name;
        Ok(vm.str(&format!("<{name} hashlib.HASH object @ {:#x}>", this.id())))
    };
];

static FUNCTIONS: &[Decl] = natives![
    "_new(name, size, data, /)" |vm, [name, size, data]| {
        let wanted = name.cast::<Str>().map(|name| name.to_text().into_owned()).unwrap_or_default();
        let Some(algorithm) = ALGORITHMS.iter().find(|row| row.name == wanted) else {
            return Err(vm.value_error(format!("unsupported hash type {wanted}")));
        };
        let size = if size.is_none() { algorithm.size } else { vm.index_i64(size, E::OverflowError)?.max(0) as usize };
        let start = (1..=algorithm.size).contains(&size) || algorithm.size == 0;
        let Some(mut state) = (algorithm.start)(size).filter(|_| start) else {
            let most = algorithm.size;
            return Err(vm.value_error(format!("digest_size must be between 1 and {most} bytes")));
        };
        update(vm, &mut state, data)?;
        let class = vm.host_type_named("hashlib.HASH");
        vm.host_object(&class, Hash { algorithm, size, state: RefCell::new(state) })
    };
];
