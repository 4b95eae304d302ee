//! [ESSAY] The checker of compiled units, run on every unit in debug builds.
//!
//! It knows nothing of the compiler. By a forward data flow over the instructions it computes which
//! temporaries are alive before each one, and holds every instruction to the table of `op.rs`: what it reads
//! is alive, what it writes is dead or consumed by it, all paths that meet agree, nothing but its operand is
//! alive at `Return`. Handlers start with what is alive below their `keep` at *every* instruction of their
//! range that may raise, so such an instruction must not consume or write below it.

use std::fmt::Write;

use super::instr::Instr;
use super::op::{NO_REG, Op, Role};
use super::tables::Handler;
use super::unit::{Const, Unit};

/// Checks one unit; nested units are checked on their own.
pub fn verify(unit: &Unit) -> Result<(), String> {
    tables(unit)?;
    for (at, instr) in unit.code.iter().enumerate() {
        indices(unit, instr).map_err(|message| describe(unit, at, &message))?;
    }
    Flow::new(unit).run()
}

/// Checks a unit and all units inside it.
pub fn verify_all(unit: &Unit) -> Result<(), String> {
    verify(unit)?;
    for value in &unit.constants {
        if let Const::Unit(inner) = value {
            verify_all(inner)?;
        }
    }
    Ok(())
}

fn describe(unit: &Unit, at: usize, message: &str) -> String {
    let mut text = format!("{} at {at}", unit.qualname);
    if let Some(instr) = unit.code.get(at) {
        let _ = write!(text, " ({:?})", instr.op);
    }
    let _ = write!(text, ": {message}");
    text
}

fn tables(unit: &Unit) -> Result<(), String> {
    if unit.spans.len() != unit.code.len() {
        return Err("as many spans as instructions expected".into());
    }
    if usize::from(unit.local_count) != unit.local_names.len() || unit.register_count < unit.local_count {
        return Err("register counts disagree".into());
    }
    for handler in &unit.handlers {
        let sane = handler.start < handler.end
            && handler.end as usize <= unit.code.len()
            && (handler.target as usize) < unit.code.len()
            && handler.keep >= unit.local_count
            && handler.keep < unit.register_count;
        if !sane {
            return Err(format!("handler out of bounds: {handler:?}"));
        }
    }
    for (index, inner) in unit.handlers.iter().enumerate() {
        for outer in &unit.handlers[index + 1..] {
            let apart = inner.end <= outer.start || outer.end <= inner.start;
            let nested = outer.start <= inner.start && inner.end <= outer.end;
            if !apart && !nested {
                return Err(format!("handlers overlap: {inner:?} {outer:?}"));
            }
        }
    }
    Ok(())
}

/// Checks that tables have the entries that an instruction names.
fn indices(unit: &Unit, instr: &Instr) -> Result<(), String> {
    for &(field, role) in instr.op.info().operands {
        let value = instr.field(field);
        let size = match role {
            Role::konst => unit.constants.len(),
            Role::name => unit.names.len(),
            Role::free => unit.free_names.len(),
            Role::dst | Role::use_ | Role::keep | Role::base => usize::from(unit.register_count) + 1,
            Role::opt if value != i64::from(NO_REG) => usize::from(unit.register_count),
            _ => continue,
        };
        if value < 0 || value >= size as i64 {
            return Err(format!("operand {} is out of range: {value}", field as char));
        }
    }
    Ok(())
}

/// What an instruction does with registers.
#[derive(Default)]
struct Effects {
    /// Must be alive (if temporaries), and die.
    consumed: Vec<u16>,
    /// Must be alive, and stay so.
    kept: Vec<u16>,
    written: Vec<u16>,
}

fn run_of(base: u16, count: u16) -> std::ops::Range<u16> {
    base..base.saturating_add(count)
}

fn effects(instr: &Instr) -> Effects {
    let mut effects = Effects::default();
    for &(field, role) in instr.op.info().operands {
        let register = instr.field(field) as u16;
        match role {
            Role::dst => effects.written.push(register),
            Role::use_ => effects.consumed.push(register),
            Role::opt if register != NO_REG => effects.consumed.push(register),
            Role::keep => effects.kept.push(register),
            _ => {}
        }
    }
    let Instr { a, b, c, d, .. } = *instr;
    let (consumed, written) = match instr.op {
        Op::BuildSlice | Op::BuildTuple | Op::BuildList | Op::BuildSet | Op::BuildString => (run_of(b, c), 0..0),
        Op::BuildDict => (run_of(b, c.saturating_mul(2)), 0..0),
        Op::MakeFunction => (run_of(b, c.count_ones() as u16), 0..0),
        Op::Call | Op::CallKw => (run_of(a, b.saturating_add(1)), 0..0),
        Op::CallMethod | Op::CallMethodKw | Op::CallEx => (run_of(a, b.saturating_add(2)), 0..0),
        Op::LoadMethod | Op::GroupMatch | Op::BeforeWith | Op::BeforeAsyncWith => (0..0, run_of(a, 2)),
        Op::PushExc => (0..0, run_of(a, 1)),
        Op::Unpack => (0..0, run_of(a, c)),
        Op::UnpackEx => (0..0, run_of(a, c.saturating_add(1).saturating_add(d as u16))),
        _ => (0..0, 0..0),
    };
    effects.consumed.extend(consumed);
    effects.written.extend(written);
    effects
}

/// A set of temporaries, numbered from the first one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Alive(Vec<u64>);

impl Alive {
    fn has(&self, index: usize) -> bool {
        self.0.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 != 0)
    }

    fn set(&mut self, index: usize, alive: bool) {
        if self.0.len() <= index / 64 {
            self.0.resize(index / 64 + 1, 0);
        }
        let bit = 1 << (index % 64);
        if alive {
            self.0[index / 64] |= bit;
        } else {
            self.0[index / 64] &= !bit;
        }
    }

    fn truncate(&mut self, count: usize) {
        for index in count..self.0.len() * 64 {
            self.set(index, false);
        }
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|&word| word == 0)
    }
}

struct Flow<'a> {
    unit: &'a Unit,
    states: Vec<Option<Alive>>,
    work: Vec<usize>,
}

impl<'a> Flow<'a> {
    fn new(unit: &'a Unit) -> Flow<'a> {
        Flow { unit, states: vec![None; unit.code.len()], work: Vec::new() }
    }

    fn run(mut self) -> Result<(), String> {
        self.merge(0, Alive(Vec::new())).map_err(|message| describe(self.unit, 0, &message))?;
        while let Some(at) = self.work.pop() {
            self.step(at).map_err(|message| describe(self.unit, at, &message))?;
        }
        Ok(())
    }

    fn merge(&mut self, at: usize, mut state: Alive) -> Result<(), String> {
        state.trim();
        match self.states.get_mut(at) {
            None => Err(format!("control leaves the code towards {at}")),
            Some(Some(old)) if *old == state => Ok(()),
            Some(Some(old)) => Err(format!("paths disagree at {at}: {old:?} and {state:?}")),
            Some(place) => {
                *place = Some(state);
                self.work.push(at);
                Ok(())
            }
        }
    }

    /// The number of a temporary, or None for a local.
    fn temp(&self, register: u16) -> Result<Option<usize>, String> {
        if register >= self.unit.register_count {
            return Err(format!("register {register} does not exist"));
        }
        Ok(register.checked_sub(self.unit.local_count).map(usize::from))
    }

    fn step(&mut self, at: usize) -> Result<(), String> {
        let instr = self.unit.code[at];
        let Some(before) = self.states[at].clone() else {
            return Ok(());
        };
        let effects = effects(&instr);
        self.raise(at, &instr, &before, &effects)?;
        let mut state = before;
        for &register in effects.consumed.iter().chain(&effects.kept) {
            if let Some(temp) = self.temp(register)?
                && !state.has(temp)
            {
                return Err(format!("temporary {temp} is read but dead"));
            }
        }
        for &register in &effects.consumed {
            if let Some(temp) = self.temp(register)? {
                state.set(temp, false);
            }
        }
        self.jump(at, &instr, &state)?;
        self.fall(at, &instr, state, &effects)
    }

    /// Follows the jump of an instruction, if it has one.
    fn jump(&mut self, at: usize, instr: &Instr, state: &Alive) -> Result<(), String> {
        let has_jump = |&(_, role): &(u8, Role)| role == Role::jump;
        if !instr.op.info().operands.iter().any(has_jump) {
            return Ok(());
        }
        let target = at as i64 + 1 + i64::from(instr.d);
        if (target <= at as i64) != (instr.op == Op::JumpBack) {
            return Err(format!("a jump in the wrong direction to {target}"));
        }
        let target = usize::try_from(target).map_err(|_| "a jump before the code")?;
        let mut state = state.clone();
        if instr.op == Op::ForIter
            && let Some(temp) = self.temp(instr.b)?
        {
            state.set(temp, false);
        }
        self.merge(target, state)
    }

    /// What a generator keeps while it is suspended are all registers that are alive.
    fn check_kept(&self, instr: &Instr, state: &Alive) -> Result<(), String> {
        let (locals, all) = (i32::from(self.unit.local_count), i32::from(self.unit.register_count));
        let mut lost = state.clone();
        for kept in locals..instr.d.min(all) {
            lost.set((kept - locals) as usize, false);
        }
        if instr.d < locals || instr.d > all || !lost.is_empty() {
            return Err(format!("a generator does not keep the registers that are alive: {lost:?}"));
        }
        Ok(())
    }

    /// Goes on to the next instruction, if control can.
    fn fall(&mut self, at: usize, instr: &Instr, mut state: Alive, effects: &Effects) -> Result<(), String> {
        if matches!(instr.op, Op::Yield | Op::YieldFrom) {
            self.check_kept(instr, &state)?;
        }
        match instr.op {
            Op::Jump | Op::JumpBack => return Ok(()),
            Op::Return if !state.is_empty() => {
                return Err(format!("temporaries are alive at the end: {state:?}"));
            }
            Op::Return | Op::Raise | Op::Reraise => return Ok(()),
            Op::JumpIfKeep | Op::JumpIfNotKeep => {
                if let Some(temp) = self.temp(instr.a)? {
                    state.set(temp, false);
                }
            }
            Op::YieldFrom => {
                if let Some(temp) = self.temp(instr.b)? {
                    state.set(temp, false);
                }
            }
            _ => {}
        }
        for &register in &effects.written {
            if let Some(temp) = self.temp(register)? {
                if state.has(temp) {
                    return Err(format!("temporary {temp} is overwritten alive"));
                }
                state.set(temp, true);
            }
        }
        self.merge(at + 1, state)
    }

    /// Follows an exception to its handler.
    fn raise(&mut self, at: usize, instr: &Instr, before: &Alive, effects: &Effects) -> Result<(), String> {
        let covers = |handler: &&Handler| handler.start as usize <= at && at < handler.end as usize;
        if !instr.op.info().may_raise {
            return Ok(());
        }
        let Some(handler) = self.unit.handlers.iter().find(covers) else {
            return Ok(());
        };
        let keep = usize::from(handler.keep - self.unit.local_count);
        for &register in effects.consumed.iter().chain(&effects.written) {
            if self.temp(register)?.is_some_and(|temp| temp < keep) {
                return Err(format!("changes register {register}, which its handler keeps"));
            }
        }
        let mut state = before.clone();
        state.truncate(keep);
        state.set(keep, true);
        self.merge(handler.target as usize, state)
    }
}
