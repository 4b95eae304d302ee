//! What a backslash means in a pattern: characters, classes, places, references to groups.

use super::charset::{self, CharSet, Class};
use super::parse::Parser;
use super::syntax::{Failure, Fold, Node, Place, flag};
use super::tokens::{Token, is_digit, is_hex, is_letter, is_octal, number, text};

/// What an escape within brackets is.
pub enum Item {
    Point(u32),
    Set(CharSet),
}

fn simple(letter: u8) -> Option<u32> {
    Some(match letter {
        b'a' => 0x07,
        b'b' => 0x08,
        b'f' => 0x0c,
        b'n' => 0x0a,
        b'r' => 0x0d,
        b't' => 0x09,
        b'v' => 0x0b,
        b'\\' => 0x5c,
        _ => return None,
    })
}

impl Parser<'_> {
    /// The class that a letter names; negated if it is a capital.
    fn class_of(&self, letter: u8) -> Option<CharSet> {
        let class = match letter.to_ascii_lowercase() {
            b'd' => Class::Digit,
            b's' => Class::Space,
            b'w' => Class::Word,
            _ => return None,
        };
        let set = charset::class(class, self.is_ascii());
        Some(if letter.is_ascii_uppercase() { set.negated(self.max_point()) } else { (*set).clone() })
    }

    /// An escape outside of brackets.
    pub(super) fn escape(&mut self, token: Token<'_>) -> Result<Node, Failure> {
        let second = token.get(1).copied().unwrap_or_default();
        let letter = u8::try_from(second).unwrap_or(0);
        let ascii = self.is_ascii();
        let place = match letter {
            b'A' => Some(Place::TextStart),
            b'Z' => Some(Place::TextEnd),
            b'b' => Some(Place::WordEdge { ascii, negated: false }),
            b'B' => Some(Place::WordEdge { ascii, negated: true }),
            _ => None,
        };
        if let Some(place) = place {
            return Ok(Node::At(place));
        }
        if let Some(set) = self.class_of(letter) {
            return Ok(Node::Set { set, negated: false, fold: Fold::None });
        }
        match letter {
            b'0' => {
                let more = self.tokens.take_while(2, is_octal)?;
                Ok(self.literal(number(more, 8) as u32))
            }
            b'1'..=b'9' => self.reference(second),
            _ => match simple(letter) {
                Some(point) => Ok(self.literal(point)),
                None => {
                    let point = self.coded(token)?;
                    Ok(self.literal(point))
                }
            },
        }
    }

    /// An escape within brackets.
    pub(super) fn class_escape(&mut self, token: Token<'_>) -> Result<Item, Failure> {
        let second = token.get(1).copied().unwrap_or_default();
        let letter = u8::try_from(second).unwrap_or(0);
        if let Some(point) = simple(letter) {
            return Ok(Item::Point(point));
        }
        if let Some(set) = self.class_of(letter) {
            return Ok(Item::Set(set));
        }
        if is_octal(second) {
            let more = self.tokens.take_while(2, is_octal)?;
            return self.octal(&[&[second], more].concat()).map(Item::Point);
        }
        if is_digit(second) {
            return Err(self.tokens.error(format!("bad escape {}", text(token)), token.len()));
        }
        self.coded(token).map(Item::Point)
    }

    fn octal(&self, digits: &[u32]) -> Result<u32, Failure> {
        let value = number(digits, 8);
        if value > 0o377 {
            let shown = text(digits);
            let message = format!("octal escape value \\{shown} outside of range 0-0o377");
            return Err(self.tokens.error(message, digits.len() + 1));
        }
        Ok(value as u32)
    }

    /// `\1`, or an octal number of three digits.
    fn reference(&mut self, first: u32) -> Result<Node, Failure> {
        let mut digits = vec![first];
        digits.extend(self.tokens.take_while(1, is_digit)?);
        if digits.len() == 2 && digits.iter().all(|&digit| is_octal(digit)) {
            let third = self.tokens.take_while(1, is_octal)?;
            if !third.is_empty() {
                digits.extend(third);
                let point = self.octal(&digits)?;
                return Ok(self.literal(point));
            }
        }
        let group = number(&digits, 10) as usize;
        if group > self.groups() {
            return Err(self.tokens.error(format!("invalid group reference {group}"), digits.len()));
        }
        self.back_reference(group, digits.len() + 1)
    }

    /// A reference to a group that has begun; an error is so many characters back.
    pub(super) fn back_reference(&mut self, group: usize, back: usize) -> Result<Node, Failure> {
        if self.is_open(group) {
            return Err(self.tokens.error("cannot refer to an open group", back));
        }
        self.check_look_behind(group)?;
        Ok(Node::BackRef { group, fold: self.fold() })
    }

    /// An escape that gives a character by its number or name, or that only says that the character is itself.
    fn coded(&mut self, token: Token<'_>) -> Result<u32, Failure> {
        let second = token.get(1).copied().unwrap_or_default();
        let digits = match u8::try_from(second).unwrap_or(0) {
            b'x' => 2,
            b'u' if self.is_text => 4,
            b'U' if self.is_text => 8,
            b'N' if self.is_text => return self.named(),
            _ if is_letter(second) => {
                return Err(self.tokens.error(format!("bad escape {}", text(token)), token.len()));
            }
            _ => return Ok(second),
        };
        let found = self.tokens.take_while(digits, is_hex)?;
        let shown = || format!("{}{}", text(token), text(found));
        if found.len() != digits {
            return Err(self.tokens.error(format!("incomplete escape {}", shown()), token.len() + found.len()));
        }
        match number(found, 16) {
            point if point <= u64::from(self.max_point()) => Ok(point as u32),
            _ => Err(self.tokens.error(format!("bad escape {}", shown()), token.len() + found.len())),
        }
    }

    /// The rest of `\N{NAME}`.
    fn named(&mut self) -> Result<u32, Failure> {
        if !self.tokens.accept(b'{')? {
            return Err(self.tokens.error("missing {", 0));
        }
        let name = self.tokens.take_until(b'}', "character name")?;
        match unicode_names2::character(&text(name)) {
            Some(found) => Ok(u32::from(found)),
            None => {
                let message = format!("undefined character name {}", super::parse::shown_name(name));
                Err(self.tokens.error(message, name.len() + 4))
            }
        }
    }

    pub(super) fn is_ascii(&self) -> bool {
        !self.is_text || self.flags & flag::ASCII != 0
    }
}
