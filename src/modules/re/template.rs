//! What replaces a match: text with references to groups.

use super::parse::{is_name, shown_name};
use super::program::Program;
use super::syntax::Failure;
use super::tokens::{Tokens, is_digit, is_letter, is_octal, number, text};
use crate::text::wtf8;

/// A part of a template.
pub enum Part {
    Text(Vec<u8>),
    Group(usize),
}

struct Reader<'a> {
    tokens: Tokens<'a>,
    program: &'a Program,
    is_text: bool,
    parts: Vec<Part>,
}

/// Reads a template.
pub fn parse(points: &[u32], is_text: bool, program: &Program) -> Result<Vec<Part>, Failure> {
    let mut reader = Reader { tokens: Tokens::new(points)?, program, is_text, parts: Vec::new() };
    while let Some(token) = reader.tokens.take()? {
        match token {
            [_, letter] => reader.escape(*letter)?,
            _ => token.iter().for_each(|&point| reader.push(point)),
        }
    }
    Ok(reader.parts)
}

impl Reader<'_> {
    fn push(&mut self, point: u32) {
        if !matches!(self.parts.last(), Some(Part::Text(_))) {
            self.parts.push(Part::Text(Vec::new()));
        }
        if let Some(Part::Text(text)) = self.parts.last_mut() {
            if self.is_text { wtf8::push(text, point) } else { text.push(point as u8) }
        }
    }

    fn push_group(&mut self, group: u64, back: usize) -> Result<(), Failure> {
        if group > self.program.parsed.groups as u64 {
            return Err(self.tokens.error(format!("invalid group reference {group}"), back));
        }
        self.parts.push(Part::Group(group as usize));
        Ok(())
    }

    fn escape(&mut self, letter: u32) -> Result<(), Failure> {
        let point = match u8::try_from(letter).unwrap_or(0) {
            b'g' => return self.named(),
            b'0' => number(self.tokens.take_while(2, is_octal)?, 8) as u32,
            b'1'..=b'9' => return self.numbered(letter),
            b'a' => 0x07,
            b'b' => 0x08,
            b'f' => 0x0c,
            b'n' => 0x0a,
            b'r' => 0x0d,
            b't' => 0x09,
            b'v' => 0x0b,
            b'\\' => 0x5c,
            _ if is_letter(letter) => {
                return Err(self.tokens.error(format!("bad escape \\{}", text(&[letter])), 2));
            }
            _ => {
                self.push(0x5c);
                letter
            }
        };
        self.push(point);
        Ok(())
    }

    fn numbered(&mut self, first: u32) -> Result<(), Failure> {
        let mut digits = vec![first];
        digits.extend(self.tokens.take_while(1, is_digit)?);
        if digits.len() == 2 && digits.iter().all(|&digit| is_octal(digit)) {
            digits.extend(self.tokens.take_while(1, is_octal)?);
        }
        if digits.len() < 3 {
            return self.push_group(number(&digits, 10), digits.len());
        }
        match number(&digits, 8) {
            value if value > 0o377 => {
                let message = format!("octal escape value \\{} outside of range 0-0o377", text(&digits));
                Err(self.tokens.error(message, digits.len() + 1))
            }
            value => {
                self.push(value as u32);
                Ok(())
            }
        }
    }

    /// The rest of `\g<name>`.
    fn named(&mut self) -> Result<(), Failure> {
        if !self.tokens.accept(b'<')? {
            return Err(self.tokens.error("missing <", 0));
        }
        let name = self.tokens.take_until(b'>', "group name")?;
        let back = name.len() + 1;
        if is_name(name) {
            let wanted = wtf8::encode(name.iter().copied());
            let found = self.program.parsed.names.iter().find(|known| known.name == wanted);
            return match found {
                Some(known) => self.push_group(known.group as u64, back),
                None => Err(Failure::Index(format!("unknown group name {}", shown_name(name)))),
            };
        }
        if !name.iter().all(|&point| is_digit(point)) {
            return Err(self.tokens.error(format!("bad character in group name {}", shown_name(name)), back));
        }
        self.push_group(number(name, 10), back)
    }
}
