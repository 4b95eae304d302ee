//! The generator behind the module `random`: the Mersenne Twister MT19937, seeded and read as CPython does, so that the same
//! seed gives the same numbers.
//!
//! Source: Matsumoto and Nishimura, "Mersenne Twister: a 623-dimensionally equidistributed uniform pseudorandom number
//! generator", 1998, with the initialisation by array of 2002.

use std::cell::RefCell;

use num_bigint::{BigInt, Sign};
use sha2::{Digest, Sha512};

use crate::builtins::common::elements;
use crate::heap::Value;
use crate::heap::kind::Visitor;
use crate::natives;
use crate::objects::ty::IS_BASE;
use crate::objects::{Host, HostData, Tuple, int};
use crate::vm::{Decl, E, Res, Vm};

const LENGTH: usize = 624;
const SHIFT: usize = 397;

/// Makes what the part written in Python builds on.
pub fn init(vm: &mut Vm) -> Res {
    let module = vm.new_module("random", Some("Random variable generators."))?;
    let class = vm.host_type(
        "_random",
        "Random",
        "Random() -> create a random number generator with its own internal state.",
        IS_BASE,
        METHODS,
    )?;
    vm.add_member(&module, "_Random", class)?;
    vm.add_functions(&module, FUNCTIONS)?;
    Ok(module)
}

/// The state of a generator: its words, and how many of them have been used.
struct Twister {
    words: [u32; LENGTH],
    used: usize,
}

impl Twister {
    fn new(seed: u32) -> Twister {
        let mut words = [seed; LENGTH];
        for at in 1..LENGTH {
            let before = words[at - 1];
            words[at] = 1_812_433_253_u32.wrapping_mul(before ^ (before >> 30)).wrapping_add(at as u32);
        }
        Twister { words, used: LENGTH }
    }

    fn from_key(key: &[u32]) -> Twister {
        let mut this = Twister::new(19_650_218);
        let words = &mut this.words;
        let mut at = 1;
        let mixed = |words: &[u32; LENGTH], at: usize, factor: u32| {
            words[at] ^ (words[at - 1] ^ (words[at - 1] >> 30)).wrapping_mul(factor)
        };
        for round in 0..LENGTH.max(key.len()) {
            let from = round % key.len();
            words[at] = mixed(words, at, 1_664_525).wrapping_add(key[from]).wrapping_add(from as u32);
            at += 1;
            if at == LENGTH {
                words[0] = words[LENGTH - 1];
                at = 1;
            }
        }
        for _ in 1..LENGTH {
            words[at] = mixed(words, at, 1_566_083_941).wrapping_sub(at as u32);
            at += 1;
            if at == LENGTH {
                words[0] = words[LENGTH - 1];
                at = 1;
            }
        }
        words[0] = 0x8000_0000;
        this
    }

    fn refill(&mut self) {
        for at in 0..LENGTH {
            let joined = (self.words[at] & 0x8000_0000) | (self.words[(at + 1) % LENGTH] & 0x7fff_ffff);
            let odd = if joined & 1 == 1 { 0x9908_b0df } else { 0 };
            self.words[at] = self.words[(at + SHIFT) % LENGTH] ^ (joined >> 1) ^ odd;
        }
        self.used = 0;
    }

    fn next(&mut self) -> u32 {
        if self.used >= LENGTH {
            self.refill();
        }
        let mut word = self.words[self.used];
        self.used += 1;
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c_5680;
        word ^= (word << 15) & 0xefc6_0000;
        word ^ (word >> 18)
    }

    /// A float of 53 random bits in [0, 1).
    fn float(&mut self) -> f64 {
        let (high, low) = (self.next() >> 5, self.next() >> 6);
        (f64::from(high) * 67_108_864.0 + f64::from(low)) / 9_007_199_254_740_992.0
    }
}

/// What a generator object holds.
struct Generator(RefCell<Twister>);

impl HostData for Generator {
    fn trace(&self, _visitor: &mut dyn Visitor) {}
}

fn generator<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a Generator> {
    match this.cast::<Host>().and_then(Host::data) {
        Some(generator) => Ok(generator),
        None => Err(vm.type_error("a random number generator was expected")),
    }
}

/// The words of a seed: of an int its absolute value, of anything else its hash.
fn key(vm: &mut Vm, seed: &Value) -> Res<Vec<u32>> {
    let number = match int::to_big(seed) {
        Some(number) => number,
        None => BigInt::from(vm.hash(seed)? as u64),
    };
    let words = number.magnitude().to_u32_digits();
    Ok(if words.is_empty() { vec![0] } else { words })
}

/// Random bits from the system.
fn entropy(vm: &mut Vm, count: usize) -> Res<Vec<u8>> {
    let mut bytes = Vec::new();
    if bytes.try_reserve_exact(count).is_err() {
        return Err(vm.raise_memory());
    }
    bytes.resize(count, 0);
    match getrandom::fill(&mut bytes) {
        Ok(()) => Ok(bytes),
        Err(error) => Err(vm.raise(E::NotImplementedError, format!("the system gives no random numbers: {error}"))),
    }
}

static METHODS: &[Decl] = natives![
    "__new__(cls, /, *args, **kwargs)" |vm, [cls, _args, _keywords]| {
        vm.host_object(cls, Generator(RefCell::new(Twister::new(5489))))
    };
    /// random() -> x in the interval [0, 1).
    "random(self, /)" |vm, [this]| Ok(Value::float(generator(vm, this)?.0.borrow_mut().float()));
    /// seed([n]) -> None.
    "seed(self, n=None, /)" |vm, [this, seed]| {
        let key = if seed.is_empty() || seed.is_none() {
            let bytes = entropy(vm, 4 * LENGTH)?;
            bytes.chunks_exact(4).map(|word| word.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte))).collect()
        } else {
            key(vm, seed)?
        };
        *generator(vm, this)?.0.borrow_mut() = Twister::from_key(&key);
        Ok(Value::NONE)
    };
    /// getrandbits(k) -> x.  Generates an int with k random bits.
    "getrandbits(self, k, /)" |vm, [this, count]| {
        let count = super::c_int(vm, count)?;
        let Ok(count) = usize::try_from(count) else {
            return Err(vm.value_error("number of bits must be non-negative"));
        };
        let own = generator(vm, this)?;
        if count <= 32 {
            let bits = if count == 0 { 0 } else { own.0.borrow_mut().next() >> (32 - count) };
            return Ok(int::from_i64(i64::from(bits)));
        }
        let words = count.div_ceil(32);
        let mut digits = Vec::new();
        if crate::heap::alloc::may_grow(words * 4).is_err() || digits.try_reserve_exact(words).is_err() {
            return Err(vm.raise_memory());
        }
        let mut left = count;
        while left > 0 {
            let word = own.0.borrow_mut().next();
            digits.push(if left < 32 { word >> (32 - left) } else { word });
            left = left.saturating_sub(32);
        }
        Ok(int::from_big(BigInt::from_slice(Sign::Plus, &digits)))
    };
    /// getstate() -> tuple containing the current state.
    "getstate(self, /)" |vm, [this]| {
        let state: Vec<Value> = {
            let twister = generator(vm, this)?.0.borrow();
            let words = twister.words.iter().map(|word| int::from_i64(i64::from(*word)));
            words.chain([int::from_usize(twister.used)]).collect()
        };
        vm.tuple(state)
    };
    /// setstate(state) -> None.  Restores generator state.
    "setstate(self, state, /)" |vm, [this, state]| {
        if state.cast::<Tuple>().is_none() {
            return Err(vm.type_error("state vector must be a tuple"));
        }
        let [words @ .., used] = elements(state) else {
            return Err(vm.value_error("state vector is the wrong size"));
        };
        if words.len() != LENGTH {
            return Err(vm.value_error("state vector is the wrong size"));
        }
        let mut twister = Twister::new(0);
        for (place, word) in twister.words.iter_mut().zip(words) {
            *place = vm.index_i64(word, E::OverflowError)? as u32;
        }
        let used = vm.index_i64(used, E::OverflowError)?;
        match usize::try_from(used) {
            Ok(used) if used <= LENGTH => twister.used = used,
            _ => return Err(vm.value_error("invalid state")),
        }
        *generator(vm, this)?.0.borrow_mut() = twister;
        Ok(Value::NONE)
    };
];

static FUNCTIONS: &[Decl] = natives![
    /// The SHA-512 hash of bytes, as an int that follows the bytes: how texts become seeds.
    "_seed_of_bytes(data, /)" |vm, [data]| {
        let Some(data) = crate::objects::bytearray::bytes_of(data) else {
            return Err(vm.type_error("bytes were expected"));
        };
        let hash = Sha512::digest(&data);
        let all = [&data[..], &hash[..]].concat();
        Ok(int::from_big(BigInt::from_bytes_be(Sign::Plus, &all)))
    };
    /// Return a bytes object containing random bytes suitable for cryptographic use.
    "_urandom(size, /)" |vm, [size]| {
        let size = vm.index_i64(size, E::OverflowError)?;
        let Ok(size) = usize::try_from(size) else { return Err(vm.value_error("negative argument not allowed")) };
        if crate::heap::alloc::may_grow(size).is_err() {
            return Err(vm.raise_memory());
        }
        let bytes = entropy(vm, size)?;
        vm.bytes(&bytes)
    };
];
