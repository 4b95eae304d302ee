//! Integers as bytes: `int.to_bytes` and `int.from_bytes`.

use super::error::{Error, Result, reserve};
use num_bigint::{BigInt, Sign};

/// The order of an integer's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByteOrder {
    /// The most significant byte first.
    Big,
    /// The least significant byte first.
    Little,
}

/// `n.to_bytes(length, order, signed=signed)`.
pub fn to_bytes(n: &BigInt, length: usize, order: ByteOrder, signed: bool) -> Result<Vec<u8>> {
    let negative = n.sign() == Sign::Minus;
    if negative && !signed {
        return Err(Error::overflow("can't convert negative int to unsigned"));
    }
    let too_big = || Error::overflow("int too big to convert");
    let mut bytes = if signed { n.to_signed_bytes_le() } else { n.magnitude().to_bytes_le() };
    // Zero is written as one byte by the library, but fits in none; and CPython finds that -1 does as well.
    if n.sign() == Sign::NoSign || (length == 0 && negative && n.bits() == 1) {
        bytes.clear();
    }
    if bytes.len() > length {
        return Err(too_big());
    }
    let missing = length - bytes.len();
    reserve(&mut bytes, missing)?;
    bytes.resize(length, if negative { 0xff } else { 0 });
    if order == ByteOrder::Big {
        bytes.reverse();
    }
    Ok(bytes)
}

/// `int.from_bytes(bytes, order, signed=signed)`.
pub fn from_bytes(bytes: &[u8], order: ByteOrder, signed: bool) -> BigInt {
    match (order, signed) {
        (ByteOrder::Big, false) => BigInt::from_bytes_be(Sign::Plus, bytes),
        (ByteOrder::Little, false) => BigInt::from_bytes_le(Sign::Plus, bytes),
        (ByteOrder::Big, true) => BigInt::from_signed_bytes_be(bytes),
        (ByteOrder::Little, true) => BigInt::from_signed_bytes_le(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::oracle::{Random, agree, hex, shown};

    #[test]
    fn agrees_with_python() {
        let mut random = Random(81);
        let mut cases = Vec::new();
        for _ in 0..20_000 {
            let n = random.integer(80);
            let length = random.below(12);
            let (order, name) =
                if random.below(2) == 0 { (ByteOrder::Big, "big") } else { (ByteOrder::Little, "little") };
            let (signed, flag) = if random.below(2) == 0 { (true, "True") } else { (false, "False") };
            let ours = to_bytes(&n, length, order, signed);
            if let Ok(bytes) = &ours
                && length > 0
            {
                assert_eq!(from_bytes(bytes, order, signed), n);
            }
            let ours = shown(ours, |bytes| format!("'{}'", hex(&bytes)));
            cases.push((format!("h(({n}).to_bytes({length}, '{name}', signed={flag}))"), ours));
            let bytes = random.next().to_le_bytes();
            let python = format!("int.from_bytes(bytes.fromhex('{}'), '{name}', signed={flag})", hex(&bytes));
            cases.push((python, from_bytes(&bytes, order, signed).to_string()));
        }
        agree(cases);
        assert_eq!(to_bytes(&BigInt::from(1), usize::MAX, ByteOrder::Big, false), Err(Error::memory()));
    }
}
