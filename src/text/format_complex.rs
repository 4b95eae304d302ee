//! `format(complex, spec)`: both parts as floats, padded together.

use super::format_float::{check_precision, layout_of, place};
use super::format_spec::{Align, Sign, Spec, push_padded, unknown_kind};
use crate::num::complex_ops::Complex;
use crate::num::error::{Error, Result};
use crate::num::float_repr::format;

/// `format(complex, spec)` with the specification parsed.
pub fn format_complex_spec(z: Complex, spec: &Spec, type_name: &str) -> Result<Vec<u8>> {
    if spec.kind == u32::from(b'%') {
        return Err(unknown_kind(spec.kind, type_name));
    }
    let layout = layout_of(spec, type_name)?;
    check_precision(spec)?;
    if spec.fill == u32::from(b'0') {
        return Err(Error::value("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == Align::AfterSign {
        return Err(Error::value("'=' alignment flag is not allowed in complex format specifier"));
    }
    let part = |v: f64, sign: Sign| {
        let spec = Spec { sign, width: None, align: Align::Right, ..*spec };
        place(&format(v, layout)?, &spec)
    };
    // Without a type it looks as in `repr`.
    let bare = spec.kind == 0;
    let only_imaginary = bare && z.re == 0.0 && z.re.is_sign_positive();
    let mut text = Vec::new();
    if only_imaginary {
        text.extend(part(z.im, spec.sign)?);
    } else {
        text.extend(part(z.re, spec.sign)?);
        text.extend(part(z.im, Sign::Plus)?);
    }
    text.push(b'j');
    if bare && !only_imaginary {
        text.insert(0, b'(');
        text.push(b')');
    }
    let mut out = Vec::new();
    push_padded(&mut out, &text, 0, spec)?;
    Ok(out)
}
