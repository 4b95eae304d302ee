//! For tests: asks the reference interpreter. Where it is missing, or is not CPython 3.11, a test that needs it
//! passes without it.

use crate::num::error::{Error, ErrorKind};
use std::io::Write;
use std::process::{Command, Stdio};

/// Lower-case hexadecimal digits of the bytes.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What `python3 -c script` prints.
pub fn python(script: &str) -> Option<String> {
    python_with(script, "")
}

/// What `python3 -c script` prints, given the input.
pub fn python_with(script: &str, input: &str) -> Option<String> {
    let guard = "import sys\nif sys.version_info[:2] != (3, 11): sys.exit(3)\n";
    let mut child = Command::new("python3")
        .args(["-c", &format!("{guard}{script}")])
        .env("PYTHONHASHSEED", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    let input = input.to_owned();
    // Fed from a thread: a script that answers as it reads would otherwise fill its pipe and wait for us.
    let feeder = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().ok()?;
    let _ = feeder.join();
    if output.status.code() == Some(3) {
        return None;
    }
    assert!(output.status.success(), "the reference interpreter failed on a test script");
    String::from_utf8(output.stdout).ok()
}

/// What each Python expression gives: its `repr`, or the exception's class and text.
pub fn eval(expressions: &[String]) -> Option<Vec<String>> {
    let script = "
import math, _string
def h(s): return (s if isinstance(s, bytes) else s.encode('utf-8', 'surrogatepass')).hex()
def u(s): return bytes.fromhex(s).decode('utf-8', 'surrogatepass')
def f(s):
    try: return float(s)
    except ValueError: return None
for line in sys.stdin:
    try:
        print(ascii(eval(line)))
    except Exception as e:
        print(type(e).__name__ + ': ' + ascii(str(e))[1:-1])
";
    let input: String = expressions.iter().map(|e| format!("{e}\n")).collect();
    let answers: Vec<String> = python_with(script, &input)?.lines().map(str::to_owned).collect();
    assert_eq!(answers.len(), expressions.len());
    Some(answers)
}

/// Compares each expression's value with ours.
pub fn agree(cases: Vec<(String, String)>) {
    let (expressions, ours): (Vec<_>, Vec<_>) = cases.into_iter().unzip();
    let Some(answers) = eval(&expressions) else {
        return;
    };
    let mut wrong = Vec::new();
    for ((expression, got), expected) in expressions.iter().zip(&ours).zip(&answers) {
        if got != expected {
            wrong.push(format!("{expression:.300}\n   python {expected:.300}\n   ours   {got:.300}"));
        }
    }
    let shown: Vec<_> = wrong.iter().take(12).cloned().collect();
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), ours.len(), shown.join("\n"));
}

/// A result as `eval` shows it.
pub fn shown<T>(result: Result<T, Error>, show: impl Fn(T) -> String) -> String {
    match result {
        Ok(value) => show(value),
        Err(error) => failure(&error),
    }
}

/// An error as `eval` shows it.
pub fn failure(error: &Error) -> String {
    let class = match error.kind {
        ErrorKind::Value => "ValueError",
        ErrorKind::Type => "TypeError",
        ErrorKind::Overflow => "OverflowError",
        ErrorKind::Range => {
            return format!("OverflowError: (34, \\'{}\\')", error.message).replace("\\'", "'");
        }
        ErrorKind::ZeroDivision => "ZeroDivisionError",
        ErrorKind::Memory => "MemoryError",
    };
    let quoted = crate::text::repr::ascii_str(error.message.as_bytes());
    let quoted = String::from_utf8(quoted).unwrap_or_default();
    format!("{class}: {}", &quoted[1..quoted.len() - 1])
}

/// A string as a Python expression.
pub fn quoted(s: &[u8]) -> String {
    format!("u('{}')", hex(s))
}

/// A float as a Python expression.
pub fn float(v: f64) -> String {
    if v.is_finite() { format!("({v:?})") } else { format!("float('{v}')") }
}

/// Reproducible arbitrary numbers.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() >> 16) as usize % bound
    }

    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }

    /// A float: of any magnitude, or one with few digits.
    pub fn float(&mut self) -> f64 {
        match self.below(8) {
            0 => f64::from_bits(self.next()),
            1 => (self.below(2001) as f64 - 1000.0) / 8.0,
            2 => (self.next() as i64 >> self.below(64)) as f64,
            3 => [0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY, 1e16, 1e22, 5e-324, f64::MAX][self.below(8)],
            4 => f64::from_bits(self.next() >> 12),
            5 => (self.below(20_001) as f64 - 10_000.0) / 100.0,
            _ => (self.next() as f64 / 1e19 - 0.9) * 10f64.powi(self.below(40) as i32 - 20),
        }
    }

    /// An integer of up to `bits` bits, either sign.
    pub fn integer(&mut self, bits: usize) -> num_bigint::BigInt {
        let words: Vec<u32> = (0..bits.div_ceil(32)).map(|_| self.next() as u32).collect();
        let sign = if self.below(2) == 0 { num_bigint::Sign::Minus } else { num_bigint::Sign::Plus };
        num_bigint::BigInt::from_slice(sign, &words) >> (bits.div_ceil(32) * 32 - self.below(bits + 1))
    }

    /// A string of the given parts.
    pub fn text(&mut self, parts: &[&str], most: usize) -> String {
        (0..self.below(most + 1)).map(|_| self.pick(parts)).collect()
    }
}
