//! What begins with a parenthesis: groups, look-around, conditions, comments, flags.

use super::parse::{Parser, is_name, shown_name};
use super::syntax::{Failure, Node, flag};
use super::tokens::{is_digit, number, text};

/// The flag that a letter stands for.
fn flag_of(letter: u32) -> Option<i64> {
    Some(match u8::try_from(letter).ok()? {
        b'i' => flag::IGNORECASE,
        b'L' => flag::LOCALE,
        b'm' => flag::MULTILINE,
        b's' => flag::DOTALL,
        b'x' => flag::VERBOSE,
        b'a' => flag::ASCII,
        b'u' => flag::UNICODE,
        _ => return None,
    })
}

fn is_alpha(token: &[u32]) -> bool {
    token.first().and_then(|&point| char::from_u32(point)).is_some_and(char::is_alphabetic) && token.len() == 1
}

impl Parser<'_> {
    /// What follows an opening parenthesis; nothing comes of comments and of flags for the whole pattern.
    pub(super) fn group(&mut self, may_have_flags: bool) -> Result<Option<Node>, Failure> {
        let start = self.tokens.tell() - 1;
        if !self.tokens.accept(b'?')? {
            return self.capture(None, start).map(Some);
        }
        let Some(token) = self.tokens.take()? else { return Err(self.tokens.error("unexpected end of pattern", 0)) };
        let letter = match token {
            [point] => u8::try_from(*point).unwrap_or(0),
            _ => b'\\',
        };
        match letter {
            b'P' => self.python_group(start).map(Some),
            b':' => self.inner(start, false).map(|node| Some(Node::Group(Box::new(node)))),
            b'>' => self.inner(start, false).map(|node| Some(Node::Atomic(Box::new(node)))),
            b'#' => self.comment(start).map(|()| None),
            b'=' | b'!' => self.look(false, letter == b'!', start).map(Some),
            b'<' => match self.tokens.take()? {
                None => Err(self.tokens.error("unexpected end of pattern", 0)),
                Some([0x3d]) => self.look(true, false, start).map(Some),
                Some([0x21]) => self.look(true, true, start).map(Some),
                Some(other) => Err(self.tokens.error(format!("unknown extension ?<{}", text(other)), other.len() + 2)),
            },
            b'(' => self.conditional(start).map(Some),
            _ if letter == b'-' || flag_of(u32::from(letter)).is_some() => {
                self.flag_group(u32::from(letter), may_have_flags, start)
            }
            _ => Err(self.tokens.error(format!("unknown extension ?{}", text(token)), token.len() + 1)),
        }
    }

    /// The closing parenthesis of what began at `start`.
    fn close(&mut self, start: usize) -> Result<(), Failure> {
        if self.tokens.accept(b')')? {
            return Ok(());
        }
        Err(self.tokens.error("missing ), unterminated subpattern", self.tokens.tell() - start))
    }

    /// Alternatives and the closing parenthesis. Flags that the group sets end with it.
    fn inner(&mut self, start: usize, behind: bool) -> Result<Node, Failure> {
        let node = self.nested(behind, Self::either)?;
        self.close(start)?;
        Ok(node)
    }

    fn capture(&mut self, name: Option<&[u32]>, start: usize) -> Result<Node, Failure> {
        let group = self.open_group(name)?;
        let node = self.inner(start, false)?;
        self.close_group(group, &node);
        Ok(Node::Capture(Box::new(node)))
    }

    /// `(?P<name>...)` and `(?P=name)`.
    fn python_group(&mut self, start: usize) -> Result<Node, Failure> {
        if self.tokens.accept(b'<')? {
            let name = self.tokens.take_until(b'>', "group name")?;
            self.check_name(name)?;
            return self.capture(Some(name), start);
        }
        if self.tokens.accept(b'=')? {
            let name = self.tokens.take_until(b')', "group name")?;
            self.check_name(name)?;
            let group = self.known_group(name)?;
            return self.back_reference(group, name.len() + 1);
        }
        match self.tokens.take()? {
            None => Err(self.tokens.error("unexpected end of pattern", 0)),
            Some(other) => Err(self.tokens.error(format!("unknown extension ?P{}", text(other)), other.len() + 2)),
        }
    }

    fn check_name(&self, name: &[u32]) -> Result<(), Failure> {
        if is_name(name) {
            return Ok(());
        }
        Err(self.tokens.error(format!("bad character in group name {}", shown_name(name)), name.len() + 1))
    }

    fn known_group(&self, name: &[u32]) -> Result<usize, Failure> {
        self.group_named(name)
            .ok_or_else(|| self.tokens.error(format!("unknown group name {}", shown_name(name)), name.len() + 1))
    }

    fn comment(&mut self, start: usize) -> Result<(), Failure> {
        loop {
            match self.tokens.take()? {
                None => {
                    let back = self.tokens.tell() - start;
                    return Err(self.tokens.error("missing ), unterminated comment", back));
                }
                Some([0x29]) => return Ok(()),
                Some(_) => {}
            }
        }
    }

    fn look(&mut self, behind: bool, negated: bool, start: usize) -> Result<Node, Failure> {
        let node = self.inner(start, behind)?;
        if behind {
            self.check_width(&node);
        }
        Ok(Node::Look { behind, negated, node: Box::new(node) })
    }

    /// `(?(group)yes|no)`
    fn conditional(&mut self, start: usize) -> Result<Node, Failure> {
        let name = self.tokens.take_until(b')', "group name")?;
        let group = if is_name(name) { self.known_group(name)? } else { self.numbered_group(name)? };
        self.check_look_behind(group)?;
        let yes = self.nested(false, Self::branch)?;
        let no = if self.tokens.accept(b'|')? { Some(self.nested(false, Self::branch)?) } else { None };
        if no.is_some() && self.tokens.is_next(b'|') {
            return Err(self.tokens.error("conditional backref with more than two branches", 0));
        }
        self.close(start)?;
        Ok(Node::Conditional { group, yes: Box::new(yes), no: no.map(Box::new) })
    }

    fn numbered_group(&mut self, name: &[u32]) -> Result<usize, Failure> {
        if !name.iter().all(|&point| is_digit(point)) {
            return Err(self.tokens.error(format!("bad character in group name {}", shown_name(name)), name.len() + 1));
        }
        match number(name, 10) {
            0 => Err(self.tokens.error("bad group number", name.len() + 1)),
            group if group > i32::MAX as u64 => {
                Err(self.tokens.error(format!("invalid group reference {group}"), name.len() + 1))
            }
            group => {
                self.note_condition(group as usize, self.tokens.tell() - name.len() - 1);
                Ok(group as usize)
            }
        }
    }

    /// `(?flags)`, `(?flags:...)`, `(?flags-flags:...)`
    fn flag_group(&mut self, first: u32, may_have_flags: bool, start: usize) -> Result<Option<Node>, Failure> {
        let (add, end) = if first == u32::from(b'-') { (0, b'-') } else { self.added_flags(first)? };
        if end == b')' {
            if !may_have_flags {
                let back = self.tokens.tell() - start;
                return Err(self.tokens.error("global flags not at the start of the expression", back));
            }
            return self.set_global(add).map(|()| None);
        }
        let remove = if end == b'-' { self.removed_flags()? } else { 0 };
        if add & remove != 0 {
            return Err(self.tokens.error("bad inline flags: flag turned on and off", 1));
        }
        let outer = self.flags;
        let kept = if add & flag::TYPES != 0 { outer & !flag::TYPES } else { outer };
        self.flags = (kept | add) & !remove;
        let node = self.inner(start, false);
        self.flags = outer;
        node.map(|node| Some(Node::Group(Box::new(node))))
    }

    /// The flags to set, and what ends them.
    fn added_flags(&mut self, first: u32) -> Result<(i64, u8), Failure> {
        let mut letter = first;
        let mut add = 0;
        loop {
            let Some(flag) = flag_of(letter) else { return Ok((add, u8::try_from(letter).unwrap_or(0))) };
            if self.is_text && flag == flag::LOCALE {
                return Err(self.tokens.error("bad inline flags: cannot use 'L' flag with a str pattern", 0));
            }
            if !self.is_text && flag == flag::UNICODE {
                return Err(self.tokens.error("bad inline flags: cannot use 'u' flag with a bytes pattern", 0));
            }
            add |= flag;
            if flag & flag::TYPES != 0 && add & flag::TYPES != flag {
                return Err(self.tokens.error("bad inline flags: flags 'a', 'u' and 'L' are incompatible", 0));
            }
            letter = self.flag_letter("missing -, : or )", b")-:")?;
        }
    }

    fn removed_flags(&mut self) -> Result<i64, Failure> {
        let mut letter = self.flag_letter("missing flag", b"")?;
        let mut remove = 0;
        while let Some(flag) = flag_of(letter) {
            if flag & flag::TYPES != 0 {
                return Err(self.tokens.error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", 0));
            }
            remove |= flag;
            letter = self.flag_letter("missing :", b":")?;
        }
        Ok(remove)
    }

    /// The next letter of flags, or one of what may end them.
    fn flag_letter(&mut self, missing: &str, ends: &[u8]) -> Result<u32, Failure> {
        let Some(token) = self.tokens.take()? else { return Err(self.tokens.error(missing, 0)) };
        match token {
            [point] if flag_of(*point).is_some() => Ok(*point),
            [point] if ends.iter().any(|&end| u32::from(end) == *point) => Ok(*point),
            _ => {
                let message = if is_alpha(token) { "unknown flag" } else { missing };
                Err(self.tokens.error(message, token.len()))
            }
        }
    }
}
