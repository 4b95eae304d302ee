//! Making strings longer: `center`, `ljust`, `rjust`, `zfill` and `expandtabs`.

use super::search::Kind;
use crate::num::error::{Error, MAX_BYTES, Result, reserve};

/// `s` between `left` and `right` copies of `fill`, which is one element's bytes.
pub fn pad(s: &[u8], left: usize, right: usize, fill: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    pad_into(&mut out, s, left, right, fill)?;
    Ok(out)
}

/// `pad`, appended to `out`.
pub fn pad_into(out: &mut Vec<u8>, s: &[u8], left: usize, right: usize, fill: &[u8]) -> Result<()> {
    let fills = left.checked_add(right).and_then(|n| n.checked_mul(fill.len()));
    let size = fills.and_then(|n| n.checked_add(s.len())).filter(|&n| n <= MAX_BYTES);
    reserve(out, size.ok_or_else(Error::memory)?)?;
    push_fill(out, left, fill);
    out.extend_from_slice(s);
    push_fill(out, right, fill);
    Ok(())
}

/// Appends `times` copies of `fill`. The room was checked by the caller.
pub(super) fn push_fill(out: &mut Vec<u8>, times: usize, fill: &[u8]) {
    match *fill {
        [byte] => out.resize(out.len().saturating_add(times), byte),
        _ => (0..times).for_each(|_| out.extend_from_slice(fill)),
    }
}

fn missing(s: &[u8], width: usize, kind: Kind) -> Option<usize> {
    width.checked_sub(kind.len(s)).filter(|&n| n > 0)
}

/// `s.ljust(width, fill)`; `None` when `s` is wide enough.
pub fn ljust(s: &[u8], width: usize, fill: &[u8], kind: Kind) -> Result<Option<Vec<u8>>> {
    missing(s, width, kind).map(|n| pad(s, 0, n, fill)).transpose()
}

/// `s.rjust(width, fill)`; `None` when `s` is wide enough.
pub fn rjust(s: &[u8], width: usize, fill: &[u8], kind: Kind) -> Result<Option<Vec<u8>>> {
    missing(s, width, kind).map(|n| pad(s, n, 0, fill)).transpose()
}

/// `s.center(width, fill)`; `None` when `s` is wide enough.
pub fn center(s: &[u8], width: usize, fill: &[u8], kind: Kind) -> Result<Option<Vec<u8>>> {
    // The odd place goes to the left only when the width is odd as well: CPython's rule.
    missing(s, width, kind)
        .map(|n| {
            let left = n / 2 + (n & width & 1);
            pad(s, left, n - left, fill)
        })
        .transpose()
}

/// `s.zfill(width)`; `None` when `s` is wide enough.
pub fn zfill(s: &[u8], width: usize, kind: Kind) -> Result<Option<Vec<u8>>> {
    let Some(n) = missing(s, width, kind) else {
        return Ok(None);
    };
    let (sign, digits) = match s.split_first() {
        Some((&sign @ (b'+' | b'-'), digits)) => (Some(sign), digits),
        _ => (None, s),
    };
    let mut out = Vec::new();
    out.extend(sign);
    pad_into(&mut out, digits, n, 0, b"0")?;
    Ok(Some(out))
}

/// `s.expandtabs(size)`: columns count elements and start again after `\n` and `\r`.
pub fn expandtabs(s: &[u8], size: usize, kind: Kind) -> Result<Vec<u8>> {
    let too_long = || Error::overflow("result too long");
    let mut out = Vec::new();
    reserve(&mut out, s.len())?;
    let mut column = 0usize;
    for &byte in s {
        match byte {
            b'\t' => {
                let blanks = if size == 0 { 0 } else { size - column % size };
                let total = out.len().checked_add(blanks).filter(|&n| n <= MAX_BYTES);
                total.ok_or_else(too_long)?;
                reserve(&mut out, blanks)?;
                push_fill(&mut out, blanks, b" ");
                column = column.checked_add(blanks).ok_or_else(too_long)?;
                continue;
            }
            b'\n' | b'\r' => column = 0,
            _ if kind == Kind::Bytes || super::wtf8::is_boundary_byte(byte) => column += 1,
            _ => {}
        }
        out.push(byte);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::super::oracle;
    use super::*;

    #[test]
    fn agrees_with_python() {
        let script = "
for s in ['', 'a', 'ab', 'é→', '-12', '+é', '- 1', 'x\\ty\\tz', '\\t\\té\\t\\n\\tab\\r\\tc']:
    for w in range(0, 9):
        for t in (s, s.encode()):
            f = '*' if t is s else b'*'
            r = [t.ljust(w, f), t.rjust(w, f), t.center(w, f), t.zfill(w), t.expandtabs(w)]
            print(*[(x.encode() if t is s else x).hex() or '-' for x in r])
";
        let Some(answers) = oracle::python(script) else {
            return;
        };
        let mut lines = answers.lines();
        let strings = ["", "a", "ab", "é→", "-12", "+é", "- 1", "x\ty\tz", "\t\té\t\n\tab\r\tc"];
        for s in strings.map(str::as_bytes) {
            for width in 0..9 {
                for kind in [Kind::Str, Kind::Bytes] {
                    let got = [
                        ljust(s, width, b"*", kind),
                        rjust(s, width, b"*", kind),
                        center(s, width, b"*", kind),
                        zfill(s, width, kind),
                        expandtabs(s, width, kind).map(Some),
                    ];
                    let got = got.map(|r| {
                        let text = oracle::hex(&r.ok().flatten().unwrap_or_else(|| s.to_vec()));
                        if text.is_empty() { "-".to_owned() } else { text }
                    });
                    assert_eq!(got.join(" "), lines.next().unwrap_or_default());
                }
            }
        }
    }

    #[test]
    fn refuses_what_cannot_fit() {
        assert_eq!(ljust(b"a", usize::MAX, b" ", Kind::Str), Err(Error::memory()));
        assert_eq!(center(b"a", MAX_BYTES, "é".as_bytes(), Kind::Str), Err(Error::memory()));
        assert!(expandtabs(b"a\t\tb", usize::MAX, Kind::Str).is_err());
    }
}
