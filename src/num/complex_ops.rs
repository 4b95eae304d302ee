//! Arithmetic of complex numbers, with CPython's results down to signs of zeros and the place where each overflow is noticed.

use super::error::{Error, Result};

/// A complex number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Complex {
    /// The real part.
    pub re: f64,
    /// The imaginary part.
    pub im: f64,
}

const ONE: Complex = Complex { re: 1.0, im: 0.0 };

/// The largest whole exponent, either way, for which powers are products.
const MAX_PRODUCTS: f64 = 100.0;

impl From<f64> for Complex {
    fn from(re: f64) -> Complex {
        Complex { re, im: 0.0 }
    }
}

impl std::ops::Add for Complex {
    type Output = Complex;
    fn add(self, other: Complex) -> Complex {
        Complex { re: self.re + other.re, im: self.im + other.im }
    }
}

impl std::ops::Sub for Complex {
    type Output = Complex;
    fn sub(self, other: Complex) -> Complex {
        Complex { re: self.re - other.re, im: self.im - other.im }
    }
}

impl std::ops::Mul for Complex {
    type Output = Complex;
    fn mul(self, other: Complex) -> Complex {
        Complex { re: self.re * other.re - self.im * other.im, im: self.re * other.im + self.im * other.re }
    }
}

impl std::ops::Neg for Complex {
    type Output = Complex;
    fn neg(self) -> Complex {
        Complex { re: -self.re, im: -self.im }
    }
}

/// `a / b` by Smith's method: numerator and denominator are scaled by the divisor's larger part, so that squares cannot overflow.
/// `None` for a divisor of zero.
fn quotient(a: Complex, b: Complex) -> Option<Complex> {
    if b.re.abs() >= b.im.abs() {
        if b.re == 0.0 {
            return None;
        }
        let ratio = b.im / b.re;
        let scale = b.re + b.im * ratio;
        Some(Complex { re: (a.re + a.im * ratio) / scale, im: (a.im - a.re * ratio) / scale })
    } else if b.im.abs() >= b.re.abs() {
        let ratio = b.re / b.im;
        let scale = b.re * ratio + b.im;
        Some(Complex { re: (a.re * ratio + a.im) / scale, im: (a.im * ratio - a.re) / scale })
    } else {
        Some(Complex { re: f64::NAN, im: f64::NAN })
    }
}

/// `a / b`.
pub fn true_div(a: Complex, b: Complex) -> Result<Complex> {
    quotient(a, b).ok_or_else(|| Error::zero_division("complex division by zero"))
}

/// `abs(z)`.
pub fn abs(z: Complex) -> Result<f64> {
    let length = z.re.hypot(z.im);
    if length.is_infinite() && z.re.is_finite() && z.im.is_finite() {
        return Err(Error::overflow("absolute value too large"));
    }
    Ok(length)
}

/// `a ** b`.
pub fn pow(a: Complex, b: Complex) -> Result<Complex> {
    let power = if b.im == 0.0 && b.re == b.re.floor() && b.re.abs() <= MAX_PRODUCTS {
        whole_power(a, b.re as i32)
    } else {
        polar_power(a, b)
    };
    let power = power.ok_or_else(|| Error::zero_division("0.0 to a negative or complex power"))?;
    if power.re.is_infinite() || power.im.is_infinite() {
        return Err(Error::overflow("complex exponentiation"));
    }
    Ok(power)
}

/// A power by repeated squaring; `None` for zero to a negative exponent.
fn whole_power(base: Complex, exponent: i32) -> Option<Complex> {
    let mut power = ONE;
    let mut square = base;
    let mut rest = exponent.unsigned_abs();
    while rest > 0 {
        if rest & 1 == 1 {
            power = power * square;
        }
        rest >>= 1;
        square = square * square;
    }
    if exponent > 0 { Some(power) } else { quotient(ONE, power) }
}

/// A power by length and angle; `None` for zero to a negative or complex exponent.
fn polar_power(a: Complex, b: Complex) -> Option<Complex> {
    if b.re == 0.0 && b.im == 0.0 {
        return Some(ONE);
    }
    if a.re == 0.0 && a.im == 0.0 {
        return if b.im != 0.0 || b.re < 0.0 { None } else { Some(Complex::from(0.0)) };
    }
    let length = a.re.hypot(a.im);
    let angle = a.im.atan2(a.re);
    let mut new_length = length.powf(b.re);
    let mut new_angle = angle * b.re;
    if b.im != 0.0 {
        new_length /= (angle * b.im).exp();
        new_angle += b.im * length.ln();
    }
    Some(Complex { re: new_length * new_angle.cos(), im: new_length * new_angle.sin() })
}

#[cfg(test)]
mod tests {
    use super::super::complex_text::{parse, repr};
    use super::*;
    use crate::text::oracle::{Random, agree, float};

    const SPECIAL: [f64; 10] = [0.0, -0.0, 1.0, -1.0, 0.5, 3.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 1e300];

    fn any(random: &mut Random) -> f64 {
        if random.below(2) == 0 { SPECIAL[random.below(10)] } else { random.float() }
    }

    fn shown(result: Result<Complex>) -> String {
        match result {
            Ok(z) => format!("'{}'", repr(z)),
            Err(error) => crate::text::oracle::shown::<()>(Err(error), |()| String::new()),
        }
    }

    #[test]
    fn arithmetic_agrees_with_python() {
        let mut random = Random(83);
        let mut cases = Vec::new();
        for round in 0..20_000 {
            let a = Complex { re: any(&mut random), im: any(&mut random) };
            let mut b = Complex { re: any(&mut random), im: any(&mut random) };
            if round % 5 == 4 {
                b = Complex::from(random.below(24) as f64 - 12.0);
            }
            let (op, result) = match round % 5 {
                0 => ("+", Ok(a + b)),
                1 => ("-", Ok(a - b)),
                2 => ("*", Ok(a * b)),
                3 => ("/", true_div(a, b)),
                _ => ("**", pow(a, b)),
            };
            let complex = |z: Complex| format!("complex({}, {})", float(z.re), float(z.im));
            cases.push((format!("repr({} {op} {})", complex(a), complex(b)), shown(result)));
        }
        agree(cases);
    }

    #[test]
    fn text_agrees_with_python() {
        let mut random = Random(84);
        let parts = ["1", "2.5", ".", "e3", "+", "-", "j", "J", "inf", "nan", "(", ")", " ", "_", "infinity", "x", "٣"];
        let mut cases = Vec::new();
        for _ in 0..40_000 {
            let text = random.text(&parts, 7);
            let ours = shown(parse(text.as_bytes()));
            cases.push((format!("repr(complex({}))", crate::text::oracle::quoted(text.as_bytes())), ours));
        }
        agree(cases);
    }
}
