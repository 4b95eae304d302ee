//! The characters of a pattern or template, a token at a time: one character, or a backslash with the one after it.

use super::syntax::Failure;

/// A token; one or two characters.
pub type Token<'a> = &'a [u32];

/// Reads tokens. A backslash at the very end is an error as soon as it is next.
pub struct Tokens<'a> {
    points: &'a [u32],
    at: usize,
}

const BACKSLASH: u32 = 0x5c;

/// The text of some characters, for a message.
pub fn text(points: &[u32]) -> String {
    points.iter().map(|&point| char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

impl<'a> Tokens<'a> {
    pub fn new(points: &'a [u32]) -> Result<Tokens<'a>, Failure> {
        let tokens = Tokens { points, at: 0 };
        tokens.check()?;
        Ok(tokens)
    }

    fn check(&self) -> Result<(), Failure> {
        if self.points.get(self.at..) == Some(&[BACKSLASH]) {
            return Err(Failure::Pattern("bad escape (end of pattern)".into(), Some(self.at)));
        }
        Ok(())
    }

    /// The place of the next token.
    pub fn tell(&self) -> usize {
        self.at
    }

    pub fn seek(&mut self, at: usize) -> Result<(), Failure> {
        self.at = at;
        self.check()
    }

    pub fn peek(&self) -> Option<Token<'a>> {
        let rest = self.points.get(self.at..)?;
        match rest {
            [] => None,
            [BACKSLASH, _, ..] => rest.get(..2),
            _ => rest.get(..1),
        }
    }

    /// Takes the next token.
    pub fn take(&mut self) -> Result<Option<Token<'a>>, Failure> {
        let token = self.peek();
        self.at += token.map_or(0, <[u32]>::len);
        self.check()?;
        Ok(token)
    }

    /// The next token, if it is this ASCII character.
    pub fn is_next(&self, wanted: u8) -> bool {
        self.peek() == Some(&[u32::from(wanted)])
    }

    /// Takes the next token if it is this ASCII character.
    pub fn accept(&mut self, wanted: u8) -> Result<bool, Failure> {
        let found = self.is_next(wanted);
        if found {
            self.take()?;
        }
        Ok(found)
    }

    /// Takes up to `limit` tokens that satisfy the test.
    pub fn take_while(&mut self, limit: usize, test: fn(u32) -> bool) -> Result<&'a [u32], Failure> {
        let start = self.at;
        while self.at - start < limit
            && let Some(&[point]) = self.peek()
            && test(point)
        {
            self.take()?;
        }
        Ok(self.points.get(start..self.at).unwrap_or_default())
    }

    /// Takes what stands before the terminator, and the terminator.
    pub fn take_until(&mut self, terminator: u8, what: &str) -> Result<&'a [u32], Failure> {
        let start = self.at;
        loop {
            let end = self.at;
            let found = self.points.get(start..end).unwrap_or_default();
            match self.take()? {
                None if found.is_empty() => return Err(self.error(format!("missing {what}"), 0)),
                None => {
                    let terminator = char::from(terminator);
                    return Err(self.error(format!("missing {terminator}, unterminated name"), found.len()));
                }
                Some(token) if token == [u32::from(terminator)] => {
                    return if found.is_empty() { Err(self.error(format!("missing {what}"), 1)) } else { Ok(found) };
                }
                Some(_) => {}
            }
        }
    }

    /// An error whose place is so many characters before the next token.
    pub fn error(&self, message: impl Into<String>, back: usize) -> Failure {
        Failure::Pattern(message.into(), Some(self.at.saturating_sub(back)))
    }
}

pub fn is_octal(point: u32) -> bool {
    (0x30..0x38).contains(&point)
}

pub fn is_digit(point: u32) -> bool {
    (0x30..0x3a).contains(&point)
}

pub fn is_hex(point: u32) -> bool {
    char::from_u32(point).is_some_and(|c| c.is_ascii_hexdigit())
}

/// Whether a character is an ASCII letter: escaped, these mean something or are errors.
pub fn is_letter(point: u32) -> bool {
    char::from_u32(point).is_some_and(|c| c.is_ascii_alphabetic())
}

/// The number that digits of a base make, as far as it fits.
pub fn number(digits: &[u32], base: u32) -> u64 {
    digits.iter().fold(0u64, |sum, &point| {
        let digit = char::from_u32(point).and_then(|c| c.to_digit(base)).unwrap_or(0);
        sum.saturating_mul(u64::from(base)).saturating_add(u64::from(digit))
    })
}
