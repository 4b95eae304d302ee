//! Tracebacks as text.
//!
//! Source: CPython 3.11 `Python/pythonrun.c` and `Python/traceback.c`, which print uncaught exceptions.

use std::collections::HashMap;

use crate::bytecode::tables::SourceInfo;
use crate::heap::Value;
use crate::objects::{Code, Dict, Exception, Module, Str, Traceback, Tuple, Type, int};

use super::carets::{self, Place};
use super::import::FROZEN;
use super::{E, N, Res, Vm, suggest};

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";
/// Entries that look the same are shown this often.
const REPEATED: usize = 3;
/// Entries that are shown if `sys.tracebacklimit` says nothing.
const LIMIT: usize = 1000;

/// Groups deeper in each other than this are not shown, nor more exceptions of a group.
const MAX_GROUP_DEPTH: usize = 10;
const MAX_GROUP_WIDTH: usize = 15;

/// Where in groups the exception in hand stands.
#[derive(Default)]
struct Nesting {
    depth: usize,
    /// Whether the rule under the last exception of a group is still to be drawn.
    is_open: bool,
    /// Causes and contexts that have been shown.
    seen: Vec<Value>,
    /// Of an IndentationError all of the range is marked, as the module `traceback` does, and not only its beginning.
    of_module: bool,
}

impl Nesting {
    fn has_seen(&self, exception: &Value) -> bool {
        self.seen.iter().any(|seen| seen.is(exception))
    }

    fn indent(&self, out: &mut Vec<u8>) {
        out.extend(std::iter::repeat_n(b' ', 2 * self.depth));
    }

    /// What stands before a line. Further lines of a message and the text of a SyntaxError go without, as in CPython.
    fn begin(&self, margin: u8, out: &mut Vec<u8>) {
        if self.depth > 0 {
            self.indent(out);
            out.extend_from_slice(&[margin, b' ']);
        }
    }

    /// Lines, in a group with a margin.
    fn push(&self, text: &[u8], margin: u8, out: &mut Vec<u8>) {
        for line in text.split_inclusive(|byte| *byte == b'\n') {
            self.begin(margin, out);
            out.extend_from_slice(line);
        }
    }
}

/// What is known of source files while a traceback is rendered: their lines.
#[derive(Default)]
struct Sources(HashMap<String, Vec<String>>);

impl Sources {
    /// A line (from 1) of a file, without its end.
    fn line(&mut self, filename: &str, kept: Option<&str>, line: u32) -> Option<&str> {
        if !self.0.contains_key(filename) {
            let text = match kept {
                Some(text) => Some(text.to_owned()),
                None if filename.starts_with('<') && filename.ends_with('>') => None,
                None => read_source(filename),
            };
            let lines = text.map(|text| text.split('\n').map(|line| line.trim_end_matches('\r').to_owned()).collect());
            self.0.insert(filename.to_owned(), lines.unwrap_or_default());
        }
        let lines = self.0.get(filename)?;
        let index = (line as usize).checked_sub(1)?;
        // What follows the last line end is no line.
        if index + 1 == lines.len() && lines.last().is_some_and(String::is_empty) {
            return None;
        }
        lines.get(index).map(String::as_str)
    }
}

fn read_source(filename: &str) -> Option<String> {
    let bytes = std::fs::read(filename).ok()?;
    Some(match hoopsnake_syntax::decode_source(&bytes) {
        Ok(text) => text,
        Err(_) => String::from_utf8_lossy(&bytes).into_owned(),
    })
}

/// A line (from 1) of a source, if it can still be read.
pub(super) fn source_line(source: &SourceInfo, line: u32) -> Option<String> {
    Sources::default().line(&source.filename, source.text.as_deref(), line).map(str::to_owned)
}

/// A line (from 1) of a file, if it can be read.
pub(super) fn file_line(filename: &str, line: u32) -> Option<String> {
    Sources::default().line(filename, None, line).map(str::to_owned)
}

/// An entry's place in the source; `None` for an instruction that stands for no text.
fn place(code: &Code, instruction: u32) -> Option<Place> {
    let span = code.unit.spans.get(instruction as usize)?;
    let (line, column) = code.unit.source.position(span.start);
    let (end_line, end_column) = code.unit.source.position(span.end);
    Some(Place { line, column, end_line, end_column })
}

/// The line of a traceback entry (`tb_lineno`).
pub fn line_of(traceback: &Traceback) -> u32 {
    line_in(&traceback.code(), traceback.instruction)
}

/// The line of an instruction of a code object; that of its header if the instruction stands for no text.
pub fn line_in(code: &Value, instruction: u32) -> u32 {
    let Some(code) = code.exact::<Code>() else { return 0 };
    place(code, instruction).map_or(code.unit.first_line, |place| place.line)
}

/// The entries of a traceback, outermost first: code objects with instruction numbers. Those of our own modules are left out:
/// what they do is a part of the language to those who read the traceback.
fn entries(first: &Value) -> Vec<(Value, u32)> {
    let mut found = Vec::new();
    let mut entry = first.clone();
    while let Some(traceback) = entry.exact::<Traceback>() {
        let code = traceback.code();
        let is_ours = |code: &Code| code.unit.source.filename.starts_with(FROZEN);
        if !code.exact::<Code>().is_some_and(is_ours) {
            found.push((code, traceback.instruction));
        }
        let next = traceback.next.get();
        entry = next;
    }
    found
}

fn traceback_of(exception: &Value) -> Value {
    exception.exact::<Exception>().map(|exception| exception.traceback.get()).unwrap_or_default()
}

/// An entry of a traceback as programs look at it.
pub struct Entry {
    pub filename: String,
    pub name: String,
    pub line: u32,
    /// Line, last line, column and last column, if the instruction stands for text.
    pub place: Option<(u32, u32, u32, u32)>,
    /// What a traceback prints of it.
    pub text: String,
}

fn entry_text(sources: &mut Sources, code: &Code, place: Option<Place>, out: &mut String) {
    let filename = &*code.unit.source.filename;
    let line = place.map_or(code.unit.first_line, |place| place.line);
    out.push_str(&format!("  File \"{filename}\", line {line}, in {}\n", code.unit.name));
    let Some(text) = sources.line(filename, code.unit.source.text.as_deref(), line) else { return };
    let shown = text.get(carets::indentation(text)..).unwrap_or_default();
    out.push_str(&format!("    {shown}\n"));
    if let Some(place) = place.filter(|place| (place.line, place.column) != (place.end_line, place.end_column))
        && let Some(marks) = carets::marks(text, place)
    {
        out.push_str(&format!("    {marks}\n"));
    }
}

impl Vm {
    /// "Traceback (most recent call last):" and its entries; nothing for an exception without a traceback.
    pub(super) fn render_traceback(&mut self, exception: &Value) -> String {
        let mut out = String::new();
        let sys = self.sys.clone();
        let limit = if sys.is_empty() { None } else { self.dict_get_str(&sys, "tracebacklimit") };
        let limit = match limit {
            Some(limit) => int::to_i64(&limit).map_or(LIMIT, |limit| usize::try_from(limit).unwrap_or(0)),
            None => LIMIT,
        };
        let entries = entries(&traceback_of(exception));
        if entries.is_empty() || limit == 0 {
            return out;
        }
        out.push_str("Traceback (most recent call last):\n");
        let mut sources = Sources::default();
        let mut last: Option<(Value, u32)> = None;
        let mut count = 0;
        for (code_value, instruction) in entries.iter().skip(entries.len().saturating_sub(limit)) {
            let Some(code) = code_value.exact::<Code>() else { continue };
            let place = place(code, *instruction);
            let line = place.map_or(0, |place| place.line);
            if !last.as_ref().is_some_and(|(known, at)| known.is(code_value) && *at == line) {
                push_repeated(count, &mut out);
                last = Some((code_value.clone(), line));
                count = 0;
            }
            count += 1;
            if count <= REPEATED {
                entry_text(&mut sources, code, place, &mut out);
            }
        }
        push_repeated(count, &mut out);
        out
    }

    /// The entries of a traceback object.
    pub fn traceback_entries(&mut self, traceback: &Value) -> Vec<Entry> {
        let mut sources = Sources::default();
        let mut found = Vec::new();
        for (code, instruction) in entries(traceback) {
            let Some(code) = code.exact::<Code>() else { continue };
            let place = place(code, instruction);
            let mut text = String::new();
            entry_text(&mut sources, code, place, &mut text);
            found.push(Entry {
                filename: code.unit.source.filename.to_string(),
                name: code.unit.name.to_string(),
                line: place.map_or(code.unit.first_line, |place| place.line),
                place: place.map(|place| (place.line, place.end_line, place.column, place.end_column)),
                text,
            });
        }
        found
    }

    /// The exception as it is printed, without its traceback and what led to it.
    pub fn render_exception_only(&mut self, exception: &Value) -> Vec<u8> {
        let mut out = Vec::new();
        self.render_one(exception, &Nesting { of_module: true, ..Nesting::default() }, &mut out);
        out
    }

    /// As `render_exception_bytes`, in the way of the module `traceback`.
    pub fn render_for_module(&mut self, exception: &Value) -> Vec<u8> {
        let mut out = Vec::new();
        self.render_chain(exception, &mut Nesting { of_module: true, ..Nesting::default() }, &mut out);
        out
    }

    /// The exception as CPython prints it, with those that led to it, as WTF-8.
    pub fn render_exception_bytes(&mut self, exception: &Value) -> Vec<u8> {
        let mut out = Vec::new();
        self.render_chain(exception, &mut Nesting::default(), &mut out);
        out
    }

    /// An exception and those that led to it.
    fn render_chain(&mut self, exception: &Value, nesting: &mut Nesting, out: &mut Vec<u8>) {
        // From the last exception back to the first; what leads from each to the next.
        let mut chain: Vec<(Value, &str)> = vec![(exception.clone(), "")];
        nesting.seen.push(exception.clone());
        while let Some((last, _)) = chain.last() {
            let Some(last) = last.exact::<Exception>() else { break };
            let cause = last.cause.get();
            let (earlier, sentence) = if !cause.is_empty() && !cause.is_none() {
                (cause, CAUSE)
            } else if last.suppress_context.get() {
                break;
            } else {
                (last.context.get(), CONTEXT)
            };
            if earlier.exact::<Exception>().is_none() || nesting.has_seen(&earlier) {
                break;
            }
            nesting.seen.push(earlier.clone());
            chain.push((earlier, sentence));
        }
        for (exception, sentence) in chain.iter().rev() {
            if self.is_group(exception) {
                self.render_group(exception, nesting, out);
            } else {
                let traceback = self.render_traceback(exception);
                nesting.push(traceback.as_bytes(), b'|', out);
                self.render_one(exception, nesting, out);
            }
            nesting.push(sentence.as_bytes(), b'|', out);
        }
    }

    /// A group and what is in it, each exception indented under a numbered rule.
    fn render_group(&mut self, exception: &Value, nesting: &mut Nesting, out: &mut Vec<u8>) {
        if nesting.depth > MAX_GROUP_DEPTH {
            let text = format!("... (max_group_depth is {MAX_GROUP_DEPTH})\n");
            return nesting.push(text.as_bytes(), b'|', out);
        }
        let is_outermost = nesting.depth == 0;
        nesting.depth += usize::from(is_outermost);
        let traceback = self.render_traceback(exception);
        if let Some((header, entries)) = traceback.split_once('\n') {
            let header = format!("Exception Group {header}\n");
            nesting.push(header.as_bytes(), if is_outermost { b'+' } else { b'|' }, out);
            nesting.push(entries.as_bytes(), b'|', out);
        }
        self.render_one(exception, nesting, out);
        let exceptions = super::exception_group::members(exception);
        let shown = exceptions.len().min(MAX_GROUP_WIDTH + 1);
        nesting.is_open = false;
        for (index, member) in exceptions.iter().take(shown).enumerate() {
            let is_last = index + 1 == shown;
            nesting.is_open |= is_last;
            let is_left_out = index >= MAX_GROUP_WIDTH;
            let title = if is_left_out { "...".to_owned() } else { (index + 1).to_string() };
            let corner = if index == 0 { "+-" } else { "  " };
            nesting.indent(out);
            out.extend_from_slice(format!("{corner}+---------------- {title} ----------------\n").as_bytes());
            nesting.depth += 1;
            if is_left_out {
                let more = exceptions.len() - MAX_GROUP_WIDTH;
                let plural = if more == 1 { "" } else { "s" };
                nesting.push(format!("and {more} more exception{plural}\n").as_bytes(), b'|', out);
            } else {
                self.render_chain(member, nesting, out);
            }
            if is_last && std::mem::take(&mut nesting.is_open) {
                nesting.indent(out);
                out.extend_from_slice(b"+------------------------------------\n");
            }
            nesting.depth -= 1;
        }
        nesting.depth -= usize::from(is_outermost);
    }

    /// The exception itself, without its traceback.
    fn render_one(&mut self, exception: &Value, nesting: &Nesting, out: &mut Vec<u8>) {
        let is_syntax_error = self.is_exception(exception, E::SyntaxError);
        let message = if is_syntax_error { self.render_syntax_location(exception, nesting, out) } else { None };
        nesting.begin(b'|', out);
        out.extend_from_slice(self.exception_class_name(exception).as_bytes());
        let text = match message {
            Some(message) if message.is_none() => None,
            Some(message) => Some(self.str_of_bytes(&message)),
            None => Some(self.str_of_bytes(exception)),
        };
        match text {
            None => {}
            Some(Ok(text)) if text.is_empty() => {}
            Some(Ok(text)) => {
                out.extend_from_slice(b": ");
                out.extend_from_slice(&text);
            }
            Some(Err(raised)) => {
                drop(self.take_raised(raised));
                out.extend_from_slice(b": <exception str() failed>");
            }
        }
        // The module `traceback` learned to suggest names only after CPython 3.11.
        if let Some(suggestion) = (!nesting.of_module).then(|| self.suggestion(exception)).flatten() {
            out.extend_from_slice(format!(". Did you mean: '{suggestion}'?").as_bytes());
        }
        out.push(b'\n');
        let mut notes = Vec::new();
        if let Err(raised) = self.render_notes(exception, &mut notes) {
            drop(self.take_raised(raised));
        }
        nesting.push(&notes, b'|', out);
    }

    /// `module.Class` of an exception; no module for builtins and the main program.
    pub(super) fn exception_class_name(&mut self, exception: &Value) -> String {
        let class = self.type_of(exception);
        let is_builtin = class.exact::<Type>().is_some_and(|class| !class.has(crate::objects::ty::HEAP_TYPE));
        let module = if is_builtin { Ok(self.str("builtins")) } else { self.get_attr_name(&class, N::module) };
        let module = match module {
            Ok(module) => module.cast::<Str>().map(|module| module.to_text().into_owned()),
            Err(raised) => {
                drop(self.take_raised(raised));
                None
            }
        };
        let prefix = match module.as_deref() {
            Some("builtins" | "__main__") => String::new(),
            Some(module) => format!("{module}."),
            None => "<unknown>.".to_owned(),
        };
        let name = class.exact::<Type>().map(|class| {
            class.qualname.peek(|name| name.cast::<Str>().map_or_else(String::new, |name| name.to_text().into_owned()))
        });
        prefix + &name.unwrap_or_else(|| "<unknown>".to_owned())
    }

    /// File, line and marked text of a SyntaxError; the message that goes behind the class. `None` if the exception
    /// has lost its members.
    fn render_syntax_location(&mut self, exception: &Value, nesting: &Nesting, out: &mut Vec<u8>) -> Option<Value> {
        let mut member = |name: N| match self.get_attr_name(exception, name) {
            Ok(value) => Some(value),
            Err(raised) => {
                drop(self.take_raised(raised));
                None
            }
        };
        let marker = member(N::print_file_and_line)?;
        let message = member(N::msg)?;
        let filename = member(N::filename)?;
        let number = |value: Option<Value>| value.and_then(|value| int::to_i64(&value));
        let line = number(member(N::lineno));
        let offset = number(member(N::offset));
        let end_line = number(member(N::end_lineno));
        let end_offset = number(member(N::end_offset));
        let text = member(N::text)?;
        if marker.is_none() && line.is_none() {
            return None;
        }
        let line = line?;
        let filename = match filename.cast::<Str>() {
            Some(filename) => filename.to_text().into_owned(),
            None => "<string>".to_owned(),
        };
        nesting.begin(b'|', out);
        out.extend_from_slice(format!("  File \"{filename}\", line {line}\n").as_bytes());
        if let Some(text) = text.cast::<Str>() {
            let beginning =
                !nesting.of_module && self.type_of(exception).id() != self.exception_class(E::SyntaxError).id();
            let end = match end_line {
                _ if beginning => -1,
                Some(end_line) if end_line > line => text.len() as i64,
                _ => end_offset.unwrap_or(-1),
            };
            push_error_text(&text.to_text(), offset.unwrap_or(-1), end, out);
        }
        Some(message)
    }

    fn render_notes(&mut self, exception: &Value, out: &mut Vec<u8>) -> Res<()> {
        let name = self.name(N::notes);
        let Some(notes) = self.get_attr_opt(exception, &name)? else { return Ok(()) };
        let is_list = notes.cast::<crate::objects::List>().is_some() || notes.cast::<Tuple>().is_some();
        if !is_list {
            match self.repr_bytes(&notes) {
                Ok(repr) => out.extend_from_slice(&repr),
                Err(raised) => {
                    drop(self.take_raised(raised));
                    out.extend_from_slice(b"<__notes__ repr() failed>");
                }
            }
            out.push(b'\n');
            return Ok(());
        }
        for note in self.collect(&notes)? {
            match self.str_of_bytes(&note) {
                Ok(text) => out.extend_from_slice(&text),
                Err(raised) => {
                    drop(self.take_raised(raised));
                    out.extend_from_slice(b"<note str() failed>");
                }
            }
            out.push(b'\n');
        }
        Ok(())
    }

    /// What the program may have meant instead of the name that a NameError or AttributeError complains of.
    fn suggestion(&mut self, exception: &Value) -> Option<String> {
        let text = |value: &Value| value.cast::<Str>().map(|text| text.to_text().into_owned());
        let wrong = text(&self.exception_member(exception, N::attr_name)?)?;
        if self.is_exception(exception, E::AttributeError) {
            let object = self.exception_member(exception, N::obj)?;
            let names = match self.attribute_names(&object) {
                Ok(names) => names,
                Err(raised) => {
                    drop(self.take_raised(raised));
                    return None;
                }
            };
            let mut names: Vec<String> = names.iter().filter_map(text).collect();
            names.sort();
            return suggest::nearest(&wrong, &names).map(str::to_owned);
        }
        if !self.is_exception(exception, E::NameError) {
            return None;
        }
        let entries = entries(&traceback_of(exception));
        let (code, _) = entries.last()?;
        let code = code.exact::<Code>()?;
        let unit = &code.unit;
        let locals: Vec<String> =
            unit.local_names.iter().chain(&unit.free_names).map(|name| name.to_string()).collect();
        let globals = self.globals_of_file(&unit.source.filename);
        let builtins = self.builtins.clone();
        let keys = |dict: &Value| -> Vec<String> {
            dict.cast::<Dict>()
                .map(|dict| dict.items().iter().filter_map(|(key, _)| text(key)).collect())
                .unwrap_or_default()
        };
        for names in [locals, keys(&globals), keys(&builtins)] {
            if let Some(found) = suggest::nearest(&wrong, &names) {
                return Some(found.to_owned());
            }
        }
        None
    }

    /// Namespace of the module that came from a file, `__main__`'s if there is none.
    fn globals_of_file(&mut self, filename: &str) -> Value {
        let modules = self.modules.clone();
        let namespaces: Vec<Value> = modules
            .cast::<Dict>()
            .map(|modules| modules.items())
            .unwrap_or_default()
            .iter()
            .filter_map(|(_, module)| module.cast::<Module>().map(|module| module.dict.get()))
            .collect();
        let of_file = namespaces.iter().find(|dict| {
            self.dict_get_str(dict, "__file__")
                .is_some_and(|file| file.cast::<Str>().is_some_and(|file| file.bytes() == filename.as_bytes()))
        });
        if let Some(found) = of_file {
            return found.clone();
        }
        let main = self.dict_get_str(&modules, "__main__");
        main.and_then(|main| main.cast::<Module>().map(|main| main.dict.get())).unwrap_or_default()
    }
}

fn push_repeated(count: usize, out: &mut String) {
    if let Some(more) = count.checked_sub(REPEATED).filter(|more| *more > 0) {
        let times = if more == 1 { "time" } else { "times" };
        out.push_str(&format!("  [Previous line repeated {more} more {times}]\n"));
    }
}

/// The text of a SyntaxError and the marks under it; `offset` and `end` count from 1.
fn push_error_text(text: &str, offset: i64, end: i64, out: &mut Vec<u8>) {
    let carets = if end > 0 && end > offset { end - offset } else { 1 };
    let mut offset = offset - 1;
    let mut text = text;
    let indent = carets::indentation(text);
    text = text.get(indent..).unwrap_or_default();
    offset -= indent as i64;
    let mut len = text.len() as i64 - i64::from(text.ends_with('\n'));
    offset = offset.min(len);
    while let Some(end) = text.find('\n') {
        if end as i64 >= offset {
            break;
        }
        text = text.get(end + 1..).unwrap_or_default();
        len -= end as i64 + 1;
        offset -= end as i64 + 1;
    }
    let shown = text.get(..usize::try_from(len).unwrap_or(0)).unwrap_or(text);
    out.extend_from_slice(format!("    {shown}\n").as_bytes());
    if offset >= 0 {
        let marks = "^".repeat(usize::try_from(carets).unwrap_or(1).min(shown.len().max(1) + 1));
        out.extend_from_slice(format!("    {}{marks}\n", " ".repeat(offset as usize)).as_bytes());
    }
}
