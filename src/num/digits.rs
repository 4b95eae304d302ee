//! The decimal digits of a float: the shortest that identify it, or a given number of exact ones.
//!
//! The standard library's formatter rounds exactly, half to even, as CPython's does; here its output is taken
//! apart into digits and the place of the decimal point.

/// Decimal digits and where the point stands: `digits` "123" and `point` 1 mean 1.23.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digits {
    /// ASCII digits without leading zeros, except that zero itself is "0".
    pub digits: Vec<u8>,
    /// How many digits stand before the decimal point; may be negative.
    pub point: i64,
}

/// No float has more than 1074 digits after the point or 767 significant ones: past that all are zeros, and the
/// standard formatter refuses far larger numbers than these.
const MOST: usize = 1100;

/// The fewest digits that read back as `v`, which must be finite. The sign is dropped.
pub fn shortest(v: f64) -> Digits {
    let found = from_scientific(&format!("{:e}", v.abs()));
    // Half-way between two candidates the standard library may take the odd one, CPython takes the even one. It
    // happens only when a float is exact in one digit more than the shortest form has, which must be many.
    let odd = found.digits.last().is_some_and(|digit| digit & 1 == 1);
    if !odd || found.digits.len() < 16 {
        return found;
    }
    let rounded = format!("{:.*e}", found.digits.len() - 1, v.abs());
    if rounded.parse() == Ok(v.abs()) { from_scientific(&rounded) } else { found }
}

/// `count` significant digits (at least one), without trailing zeros.
pub fn significant(v: f64, count: usize) -> Digits {
    let places = count.clamp(1, MOST) - 1;
    from_scientific(&format!("{:.*e}", places, v.abs()))
}

/// `v` times ten to the power of `places`, rounded to an integer, half to even; `None` if that is not small enough to be
/// computed directly.
fn scaled(v: f64, places: usize) -> Option<u64> {
    let bits = v.to_bits();
    let exponent = (bits >> 52 & 0x7FF) as i32;
    if exponent == 0 || exponent == 0x7FF {
        return None;
    }
    let mantissa = u128::from(bits & ((1 << 52) - 1) | 1 << 52);
    // Below 2^53 * 10^20, hence below 2^120.
    let product = mantissa * 10u128.pow(u32::try_from(places).ok().filter(|places| *places <= 20)?);
    let down = u32::try_from(1075 - exponent).ok().filter(|down| (1..=120).contains(down))?;
    let (whole, rest, half) = (product >> down, product & ((1 << down) - 1), 1u128 << (down - 1));
    let up = rest > half || (rest == half && whole & 1 == 1);
    u64::try_from(whole + u128::from(up)).ok()
}

/// All digits down to `places` after the point.
pub fn fixed(v: f64, places: usize) -> Digits {
    if let Some(number) = scaled(v, places).filter(|number| *number != 0) {
        let digits = number.to_string().into_bytes();
        let point = digits.len() as i64 - places as i64;
        return Digits { digits, point };
    }
    let places = places.min(MOST);
    let text = format!("{:.*}", places, v.abs());
    let whole = text.find('.').unwrap_or(text.len());
    let all: Vec<u8> = text.bytes().filter(|&byte| byte != b'.').collect();
    let zeros = all.iter().take_while(|&&byte| byte == b'0').count();
    if zeros == all.len() {
        return Digits { digits: vec![b'0'], point: 1 };
    }
    Digits { digits: all.get(zeros..).unwrap_or_default().to_vec(), point: whole as i64 - zeros as i64 }
}

fn from_scientific(text: &str) -> Digits {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let mut digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).collect();
    while digits.len() > 1 && digits.last() == Some(&b'0') {
        digits.pop();
    }
    Digits { digits, point: exponent.parse::<i64>().unwrap_or(0) + 1 }
}
