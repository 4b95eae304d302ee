//! Disassembly: a listing of a unit for people and snapshots.
//!
//! Operands are printed by role: locals by name, temporaries as `t0`, `t1`, ..., constants by value, jump
//! targets as labels `L1`, ... in the order of the code. A source line's number stands at its first
//! instruction.

use std::fmt::{Result, Write};

use super::instr::Instr;
use super::op::{NO_REG, Op, Role};
use super::unit::{Const, Unit};

/// Writes the listing of `unit` and of all units inside it.
pub fn disassemble(unit: &Unit, out: &mut impl Write) -> Result {
    header(unit, out)?;
    let labels = labels(unit);
    let mut last_line = 0;
    for (at, instr) in unit.code.iter().enumerate() {
        if let Some(label) = label_at(&labels, at as i64) {
            writeln!(out, "  L{label}:")?;
        }
        let line = unit.spans.get(at).map_or(0, |span| unit.source.position(span.start).0);
        if line == last_line {
            write!(out, "      ")?;
        } else {
            write!(out, "{line:5} ")?;
            last_line = line;
        }
        instruction(unit, at, instr, &labels, out)?;
    }
    for handler in &unit.handlers {
        let label = label_at(&labels, i64::from(handler.target)).unwrap_or(0);
        write!(out, "  handler {}..{} -> L{label}, keep ", handler.start, handler.end)?;
        register(unit, handler.keep, out)?;
        writeln!(out)?;
    }
    for value in &unit.constants {
        if let Const::Unit(inner) = value {
            writeln!(out)?;
            disassemble(inner, out)?;
        }
    }
    Ok(())
}

fn header(unit: &Unit, out: &mut impl Write) -> Result {
    let temporaries = unit.register_count - unit.local_count;
    write!(out, "{:?} {}: {temporaries} temporaries", unit.kind, unit.qualname)?;
    for (what, names) in [("locals", &unit.local_names), ("free", &unit.free_names), ("self", &unit.self_attributes)] {
        if !names.is_empty() {
            write!(out, ", {what} {}", names.join(" "))?;
        }
    }
    if unit.is_coroutine {
        write!(out, ", async")?;
    }
    if unit.is_generator {
        write!(out, ", generator")?;
    }
    writeln!(out)
}

/// The targets of all jumps and handlers, ascending.
fn labels(unit: &Unit) -> Vec<i64> {
    let mut labels: Vec<i64> = unit.handlers.iter().map(|handler| i64::from(handler.target)).collect();
    for (at, instr) in unit.code.iter().enumerate() {
        if instr.op.info().operands.iter().any(|&(_, role)| role == Role::jump) {
            labels.push(at as i64 + 1 + i64::from(instr.d));
        }
    }
    labels.sort_unstable();
    labels.dedup();
    labels
}

fn label_at(labels: &[i64], at: i64) -> Option<usize> {
    labels.binary_search(&at).ok().map(|index| index + 1)
}

fn instruction(unit: &Unit, at: usize, instr: &Instr, labels: &[i64], out: &mut impl Write) -> Result {
    let info = instr.op.info();
    let shown = info.operands.iter().filter(|(_, role)| *role != Role::cache);
    if info.operands.is_empty() {
        return writeln!(out, "{}", info.name);
    }
    write!(out, "{:<14}", info.name)?;
    for (index, &(field, role)) in shown.enumerate() {
        write!(out, "{}", if index == 0 { " " } else { ", " })?;
        let value = instr.field(field);
        match role {
            Role::konst => constant(unit.constants.get(value as usize), out)?,
            Role::name => write!(out, "{}", name(&unit.names, value))?,
            Role::free => write!(out, "free {}", name(&unit.free_names, value))?,
            Role::jump => {
                let label = label_at(labels, at as i64 + 1 + value).unwrap_or(0);
                write!(out, "-> L{label}")?;
            }
            Role::imm if field == b'e' && instr.op == Op::LoadClassFree => {
                write!(out, "{}", name(&unit.names, value))?;
            }
            Role::imm if field == b'e' => write!(out, "#{}", value as u32 as i32)?,
            Role::imm => write!(out, "#{value}")?,
            _ => register(unit, value as u16, out)?,
        }
    }
    writeln!(out)
}

fn name(names: &[Box<str>], index: i64) -> &str {
    usize::try_from(index).ok().and_then(|index| names.get(index)).map_or("?", |name| name)
}

fn register(unit: &Unit, register: u16, out: &mut impl Write) -> Result {
    match unit.local_names.get(usize::from(register)) {
        Some(name) => write!(out, "{name}"),
        None if register == NO_REG => write!(out, "-"),
        None => write!(out, "t{}", register - unit.local_count),
    }
}

fn text(value: &[u8], out: &mut impl Write) -> Result {
    write!(out, "\"{}\"", value.escape_ascii())
}

fn items(items: &[Const], out: &mut impl Write) -> Result {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            write!(out, ", ")?;
        }
        constant(Some(item), out)?;
    }
    Ok(())
}

fn constant(value: Option<&Const>, out: &mut impl Write) -> Result {
    match value {
        None => write!(out, "?"),
        Some(Const::None) => write!(out, "None"),
        Some(Const::True) => write!(out, "True"),
        Some(Const::False) => write!(out, "False"),
        Some(Const::Ellipsis) => write!(out, "..."),
        Some(Const::Int(value)) => write!(out, "{value}"),
        Some(Const::BigInt(value)) => write!(out, "{value}"),
        Some(Const::Float(value)) => write!(out, "{value:?}"),
        Some(Const::Complex(re, im)) => write!(out, "({re:?}{im:+?}j)"),
        Some(Const::Str(value)) => text(value, out),
        Some(Const::Bytes(value)) => {
            write!(out, "b")?;
            text(value, out)
        }
        Some(Const::Tuple(values)) => {
            write!(out, "(")?;
            items(values, out)?;
            write!(out, ")")
        }
        Some(Const::FrozenSet(values)) => {
            write!(out, "frozenset(")?;
            items(values, out)?;
            write!(out, ")")
        }
        Some(Const::Unit(unit)) => write!(out, "unit {}", unit.qualname),
    }
}
