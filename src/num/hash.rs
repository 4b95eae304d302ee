//! CPython 3.11's hashes: numbers modulo 2^61 - 1, tuples, frozen sets, and text by SipHash-1-3.

use super::float_hex::parts;
use crate::text::wtf8::{Wtf8, max_point, points};
use num_bigint::{BigInt, Sign};

/// The prime the hashes of numbers are taken modulo.
pub const MODULUS: u64 = (1 << 61) - 1;

/// The hash of positive infinity.
pub const INFINITY_HASH: i64 = 314_159;

/// The factor of the imaginary part in the hash of a complex number.
pub const IMAGINARY: u64 = 1_000_003;

/// -1 reports an error inside CPython, and therefore no hash is -1.
#[inline]
pub fn not_minus_one(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

#[inline]
fn signed(magnitude: u64, negative: bool) -> i64 {
    // The magnitude is below 2^61.
    let hash = magnitude as i64;
    not_minus_one(if negative { -hash } else { hash })
}

/// `x` modulo 2^61 - 1: its two halves, since 2^61 counts as one.
#[inline]
fn reduce(x: u64) -> u64 {
    let folded = (x & MODULUS) + (x >> 61);
    if folded >= MODULUS { folded - MODULUS } else { folded }
}

/// `x * 2**places` modulo 2^61 - 1: a rotation of 61 bits.
#[inline]
fn rotate(x: u64, places: u32) -> u64 {
    let places = places % 61;
    if places == 0 { x } else { (x << places) & MODULUS | x >> (61 - places) }
}

/// `hash(int)`.
#[inline]
pub fn hash_i64(n: i64) -> i64 {
    if n.unsigned_abs() < MODULUS {
        return not_minus_one(n);
    }
    signed(reduce(n.unsigned_abs()), n < 0)
}

/// `hash(int)`.
pub fn hash_bigint(n: &BigInt) -> i64 {
    let mut sum = 0u64;
    for (place, limb) in n.iter_u64_digits().enumerate() {
        // Limb number k counts 2^(64 k), which is 2^(3 k) here.
        let shift = (place % 61) as u32 * 3;
        sum = reduce(sum + rotate(reduce(limb), shift));
    }
    signed(sum, n.sign() == Sign::Minus)
}

/// `hash(float)`; `None` for a nan, which CPython hashes by its address.
pub fn hash_f64(v: f64) -> Option<i64> {
    if v.is_nan() {
        return None;
    }
    if v.is_infinite() {
        return Some(if v > 0.0 { INFINITY_HASH } else { -INFINITY_HASH });
    }
    let (mantissa, exponent) = parts(v);
    Some(signed(rotate(reduce(mantissa), exponent.rem_euclid(61) as u32), v < 0.0))
}

/// `hash(complex)` from the hashes of its parts.
pub fn hash_complex(real: i64, imaginary: i64) -> i64 {
    not_minus_one((real as u64).wrapping_add((imaginary as u64).wrapping_mul(IMAGINARY)) as i64)
}

/// The hash of an object by its address, as CPython derives it.
pub fn hash_address(address: u64) -> i64 {
    not_minus_one(address.rotate_right(4) as i64)
}

const PRIME_1: u64 = 11_400_714_785_074_694_791;
const PRIME_2: u64 = 14_029_467_366_897_019_727;
const PRIME_5: u64 = 2_870_177_450_012_600_261;

/// The hash of a tuple, fed with the hashes of its items in order.
#[derive(Debug, Clone, Copy)]
pub struct TupleHasher {
    sum: u64,
    items: u64,
}

impl Default for TupleHasher {
    fn default() -> Self {
        TupleHasher { sum: PRIME_5, items: 0 }
    }
}

impl TupleHasher {
    /// The hasher of an empty tuple.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an item's hash.
    #[inline]
    pub fn add(&mut self, hash: i64) {
        let lane = self.sum.wrapping_add((hash as u64).wrapping_mul(PRIME_2));
        self.sum = lane.rotate_left(31).wrapping_mul(PRIME_1);
        self.items += 1;
    }

    /// The tuple's hash.
    pub fn finish(self) -> i64 {
        let hash = self.sum.wrapping_add(self.items ^ (PRIME_5 ^ 3_527_539)) as i64;
        if hash == -1 { 1_546_275_796 } else { hash }
    }
}

/// `hash(tuple)`.
pub fn hash_tuple(items: impl IntoIterator<Item = i64>) -> i64 {
    let mut hasher = TupleHasher::new();
    items.into_iter().for_each(|hash| hasher.add(hash));
    hasher.finish()
}

/// `hash(frozenset)` from its items' hashes, in any order.
pub fn hash_frozenset(items: impl IntoIterator<Item = i64>) -> i64 {
    let (mut sum, mut count) = (0u64, 0u64);
    for hash in items {
        let hash = hash as u64;
        sum ^= ((hash ^ 89_869_747) ^ (hash << 16)).wrapping_mul(3_644_798_167);
        count = count.wrapping_add(1);
    }
    sum ^= count.wrapping_add(1).wrapping_mul(1_927_868_237);
    sum ^= (sum >> 11) ^ (sum >> 25);
    let hash = sum.wrapping_mul(69_069).wrapping_add(907_133_923) as i64;
    if hash == -1 { 590_923_713 } else { hash }
}

/// The key of the hashes of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HashKey {
    k0: u64,
    k1: u64,
}

impl HashKey {
    /// A key of 128 bits, for randomised hashes.
    pub fn new(k0: u64, k1: u64) -> Self {
        HashKey { k0, k1 }
    }

    /// The key of `PYTHONHASHSEED=seed`; that of 0 is all zeros.
    pub fn from_seed(seed: u32) -> Self {
        if seed == 0 {
            return HashKey::default();
        }
        let mut state = seed;
        let mut word = || {
            (0..8).fold(0u64, |word, place| {
                state = state.wrapping_mul(214_013).wrapping_add(2_531_011);
                word | u64::from(state >> 16 & 0xff) << (8 * place)
            })
        };
        HashKey { k0: word(), k1: word() }
    }

    /// `hash(bytes)`.
    pub fn hash_bytes(self, bytes: &[u8]) -> i64 {
        if bytes.is_empty() {
            return 0;
        }
        not_minus_one(siphash13(self.k0, self.k1, bytes) as i64)
    }

    /// `hash(str)`: of the code points in one, two or four bytes each, by the largest of them.
    pub fn hash_str(self, s: &Wtf8) -> i64 {
        if s.is_ascii() {
            return self.hash_bytes(s);
        }
        let compact: Vec<u8> = match max_point(s) {
            0..=0xff => points(s).map(|point| point as u8).collect(),
            0x100..=0xffff => points(s).flat_map(|point| (point as u16).to_le_bytes()).collect(),
            _ => points(s).flat_map(u32::to_le_bytes).collect(),
        };
        self.hash_bytes(&compact)
    }
}

/// SipHash with one round for each word and three at the end.
fn siphash13(k0: u64, k1: u64, bytes: &[u8]) -> u64 {
    let mut v = [
        k0 ^ 0x736f_6d65_7073_6575,
        k1 ^ 0x646f_7261_6e64_6f6d,
        k0 ^ 0x6c79_6765_6e65_7261,
        k1 ^ 0x7465_6462_7974_6573,
    ];
    let (words, tail) = bytes.as_chunks::<8>();
    for word in words {
        let word = u64::from_le_bytes(*word);
        v[3] ^= word;
        v = sip_round(v);
        v[0] ^= word;
    }
    let last = tail_word(bytes.len(), tail);
    v[3] ^= last;
    v = sip_round(v);
    v[0] ^= last;
    v[2] ^= 0xff;
    for _ in 0..3 {
        v = sip_round(v);
    }
    v[0] ^ v[1] ^ v[2] ^ v[3]
}

fn tail_word(len: usize, tail: &[u8]) -> u64 {
    let low = tail.iter().rev().fold(0u64, |word, &byte| word << 8 | u64::from(byte));
    (len as u64) << 56 | low
}

#[inline]
fn sip_round([mut a, mut b, mut c, mut d]: [u64; 4]) -> [u64; 4] {
    a = a.wrapping_add(b);
    b = b.rotate_left(13) ^ a;
    a = a.rotate_left(32);
    c = c.wrapping_add(d);
    d = d.rotate_left(16) ^ c;
    a = a.wrapping_add(d);
    d = d.rotate_left(21) ^ a;
    c = c.wrapping_add(b);
    b = b.rotate_left(17) ^ c;
    c = c.rotate_left(32);
    [a, b, c, d]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::oracle::{Random, agree, float, quoted};
    use crate::text::wtf8::encode;

    #[test]
    fn numbers_and_containers_agree_with_python() {
        let mut random = Random(91);
        let mut cases = Vec::new();
        for _ in 0..10_000 {
            let n = random.integer(500);
            cases.push((format!("hash({n})"), hash_bigint(&n).to_string()));
            let small = random.next() as i64 >> random.below(64);
            cases.push((format!("hash({small})"), hash_i64(small).to_string()));
            assert_eq!(hash_i64(small), hash_bigint(&small.into()));
            let v = Some(random.float()).filter(|v| !v.is_nan()).unwrap_or(0.5);
            cases.push((format!("hash({})", float(v)), hash_f64(v).unwrap_or(0).to_string()));
            let items: Vec<i64> = (0..random.below(6)).map(|_| random.next() as i64 >> random.below(64)).collect();
            let hashes = || items.iter().map(|&item| hash_i64(item));
            let list = format!("{items:?}");
            cases.push((format!("hash(tuple({list}))"), hash_tuple(hashes()).to_string()));
            let mut unique = items.clone();
            unique.sort_unstable();
            unique.dedup();
            let set = hash_frozenset(unique.iter().map(|&item| hash_i64(item)));
            cases.push((format!("hash(frozenset({list}))"), set.to_string()));
            let (re, im) = (random.float(), random.float());
            if re.is_finite() && im.is_finite() {
                let ours = hash_complex(hash_f64(re).unwrap_or(0), hash_f64(im).unwrap_or(0));
                cases.push((format!("hash(complex({}, {}))", float(re), float(im)), ours.to_string()));
            }
        }
        for n in [i64::MIN, -1, 0, (1 << 61) - 1, 1 << 61, 1 - (1 << 61), i64::MAX] {
            cases.push((format!("hash({n})"), hash_i64(n).to_string()));
            cases.push((format!("hash({n})"), hash_bigint(&n.into()).to_string()));
        }
        agree(cases);
    }

    #[test]
    fn text_agrees_with_python() {
        // The reference interpreter runs with PYTHONHASHSEED=0.
        let key = HashKey::from_seed(0);
        let mut random = Random(92);
        let mut cases = Vec::new();
        for _ in 0..10_000 {
            let top = [0x80, 0x100, 0x1_0000, 0x11_0000][random.below(4)];
            let s = encode((0..random.below(20)).map(|_| random.below(top) as u32));
            cases.push((format!("hash({})", quoted(&s)), key.hash_str(&s).to_string()));
            cases.push((
                format!("hash(bytes.fromhex('{}'))", crate::text::oracle::hex(&s)),
                key.hash_bytes(&s).to_string(),
            ));
        }
        agree(cases);
    }

    #[test]
    fn seeds_make_keys() {
        // PYTHONHASHSEED=n python3 -c "print(hash('abc'))"
        for (seed, hash) in [
            (0, -4_594_863_902_769_663_758),
            (1, -4_667_308_735_975_688_587),
            (42, 3_869_580_338_025_362_921),
            (65536, 38_257_813_751_748_554),
            (4294967295, -6_122_489_556_238_538_401),
        ] {
            assert_eq!(HashKey::from_seed(seed).hash_str(b"abc"), hash, "seed {seed}");
        }
    }
}
