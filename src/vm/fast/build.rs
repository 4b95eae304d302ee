//! Steps on containers: making them, taking them apart, looking into sets and dicts.

use super::compute::compute;
use super::data::{subscr_num_warm, subscr_warm};
use crate::bytecode::op::NO_REG;

use super::{
    Frame, Handler, Instr, Op, Regs, Step, Vm, dies, enter, finish, handlers, is_temporary, kill, leave, operand,
};
use crate::heap::Value;
use crate::heap::tail::take_apart;
use crate::objects::dict::{self, NeedsCode};
use crate::objects::list::try_new_tuple_of;
use crate::objects::{Code, Dict, List, Set, Str, Tuple, quick};

/// Where a key stands in a dict: `Err` if `__eq__` or `__hash__` must be asked.
#[inline(always)]
fn position(vm: &Vm, table: &Dict, key: &Value) -> Result<(Option<usize>, i64), NeedsCode> {
    let hash = quick::hash(key, vm.world.hash_key).ok_or(NeedsCode)?;
    if key.exact::<Str>().is_some() {
        return Ok((table.find_str(key, hash), hash));
    }
    Ok((table.find_plain(key, hash)?, hash))
}

/// `in`, where it needs no Python code.
#[inline(never)]
fn contains(vm: &Vm, container: &Value, item: &Value) -> Option<bool> {
    if let Some(set) = container.exact::<Set>() {
        return set.find_plain(item, quick::hash(item, vm.world.hash_key)?).ok().map(|at| at.is_some());
    }
    if let Some(dict) = container.exact::<Dict>() {
        return position(vm, dict, item).ok().map(|(at, _)| at.is_some());
    }
    if let Some(text) = container.exact::<Str>() {
        return match *item.exact::<Str>()?.bytes() {
            [byte] if text.len() <= 16 => Some(text.bytes().contains(&byte)),
            _ => None,
        };
    }
    let tuple = container.exact::<Tuple>()?;
    for known in tuple.elements() {
        if known.is(item) || quick::equal(known, item)? {
            return Some(true);
        }
    }
    Some(false)
}

/// An item of a dict.
#[inline(never)]
fn look_up(vm: &Vm, object: &Value, key: &Value, number: bool) -> Option<Value> {
    let table = object.exact::<Dict>()?;
    if let Some(text) = key.exact::<Str>() {
        return table.get_str(key, text, text.hash(vm.world.hash_key), number);
    }
    let (at, _) = position(vm, table, key).ok()?;
    if number { table.number_form_at(at?) } else { table.value_at(at?) }
}

/// What operand `b` has by operand `c`.
#[inline(always)]
fn look_up_any(vm: &mut Vm, regs: Regs, i: &Instr, number: bool) -> Option<Value> {
    let (object, key) = (regs.get(i.b), regs.get(i.c));
    if object.exact::<Str>().is_some() { vm.quick_char(object, key) } else { look_up(vm, object, key, number) }
}

/// As `look_up`, by a number that stands in the instruction: on the stack of a function of its own, since what has its address
/// taken in a handler keeps the handler's last call from becoming a jump.
#[inline(never)]
fn look_up_number(vm: &Vm, object: &Value, key: i32) -> Option<Value> {
    let key = Value::int32(key);
    look_up(vm, object, &key, false).or_else(|| vm.quick_char(object, &key))
}

/// `str` of an inline int.
#[inline(never)]
fn number_text(vm: &mut Vm, value: &Value) -> Option<Value> {
    value.as_inline_int()?;
    match vm.str_of(value) {
        Ok(text) => Some(text),
        Err(raised) => {
            // The loop does it again.
            drop(vm.take_raised(raised));
            None
        }
    }
}

/// The strings of a `BuildString` in one.
#[inline(never)]
fn concatenation(regs: Regs, i: &Instr) -> Option<Value> {
    let parts = (0..i.c).map(|index| regs.get(i.b + index).exact::<Str>());
    let len: usize = parts.clone().map(|part| part.map_or(0, Str::len)).sum();
    // Short ones may be shared.
    if len < 2 || parts.clone().any(|part| part.is_none()) {
        return None;
    }
    crate::objects::str::try_concat(parts.flatten()).ok()
}

/// Takes a temporary list apart, whose items have been moved out if nobody else has it.
#[inline(never)]
fn unpack_temporary(i: &Instr, regs: Regs, items: Vec<Value>) {
    // It may stand in the first of the registers that are written.
    drop(regs.take(i.b));
    for (index, value) in items.into_iter().enumerate() {
        drop(regs.replace(i.a + index as u16, value));
    }
}

/// Ends a look-up.
#[inline(always)]
fn put_found(found: Option<Value>, i: &Instr, regs: Regs, code: &Code) -> Step {
    let Some(value) = found else { return Step::Other };
    kill(regs, code, i.b);
    kill(regs, code, i.c);
    Step::PutAttend(value)
}

/// Puts a value into a dict.
#[inline(never)]
fn store(vm: &Vm, object: &Value, key: &Value, value: Value) -> Result<(), Value> {
    let Some(table) = object.exact::<Dict>() else { return Err(value) };
    let Ok((at, hash)) = position(vm, table, key) else { return Err(value) };
    if at.is_none() && table.is_full() {
        // Growing may fail.
        return Err(value);
    }
    match at {
        Some(_) => dict::put(object, at, Value::EMPTY, hash, value),
        None => dict::put(object, at, key.clone(), hash, value),
    }
    .map_err(|_| Value::EMPTY)
}

handlers! {
    is_in = |vm, i, regs, code| {
        let Some(found) = contains(vm, regs.get(i.c), regs.get(i.b)) else { return Step::Other };
        kill(regs, code, i.b);
        kill(regs, code, i.c);
        Step::PutAttend(Value::bool(found != (i.d != 0)))
    }, else compute;

    /// The second handler of `Subscr`: dicts, and characters of ASCII strings.
    subscr_key = |vm, i, regs, code| put_found(look_up_any(vm, regs, i, false), i, regs, code), else subscr_warm;
    subscr_num_key = |vm, i, regs, code| put_found(look_up_any(vm, regs, i, true), i, regs, code), else subscr_num_warm;
    subscr_imm_key = |vm, i, regs, code| {
        let Some(value) = look_up_number(vm, regs.get(i.b), i.d) else { return Step::Other };
        kill(regs, code, i.b);
        Step::PutAttend(value)
    }, else compute;
    /// The third handler of `StoreSubscr`.
    store_key = |vm, i, regs, code| {
        if regs.get(i.a).exact::<Dict>().is_none() {
            return Step::Other;
        }
        let temporary = is_temporary(code, i.c);
        match store(vm, regs.get(i.a), regs.get(i.b), operand(regs, code, i.c)) {
            Ok(()) => {
                kill(regs, code, i.a);
                kill(regs, code, i.b);
                Step::Attend
            }
            Err(value) => {
                if temporary {
                    drop(regs.replace(i.c, value));
                }
                Step::Other
            }
        }
    }, else leave;

    unpack = |vm, i, regs, code| {
        let Some(tuple) = regs.get(i.b).exact::<Tuple>().filter(|tuple| tuple.len() == usize::from(i.c)) else {
            return Step::Other;
        };
        if dies(regs, code, i.b) {
            // The tuple may stand in the first of the registers that are written.
            let taken = take_apart::<(), Value>(regs.take(i.b), |index, value| drop(regs.replace(i.a + index as u16, value)));
            return match taken {
                Ok(()) => Step::Attend,
                Err(tuple) => {
                    drop(regs.replace(i.b, tuple));
                    Step::Other
                }
            };
        }
        if i.b >= i.a && i.b - i.a < i.c {
            return Step::Other;
        }
        for (index, value) in tuple.elements().iter().enumerate() {
            drop(regs.replace(i.a + index as u16, if i.d != 0 { value.number_form() } else { value.clone() }));
        }
        kill(regs, code, i.b);
        Step::Attend
    }, else unpack_list;
    unpack_list = |vm, i, regs, code| {
        let Some(list) = regs.get(i.b).exact::<List>().filter(|list| list.len() == usize::from(i.c)) else {
            return Step::Other;
        };
        // A variable among those that are written does not hold the list until the end.
        if i.b >= i.a && i.b - i.a < i.c && !is_temporary(code, i.b) {
            return Step::Other;
        }
        if is_temporary(code, i.b) {
            unpack_temporary(i, regs, list.take_all_if(regs.get(i.b).is_last()));
            return Step::Attend;
        }
        for index in 0..i.c {
            let value = if i.d != 0 { list.get_number_form(usize::from(index)) } else { list.get(usize::from(index)) };
            if let Some(value) = value {
                drop(regs.replace(i.a + index, value));
            }
        }
        Step::Attend
    }, else leave;
    build_tuple = |vm, i, regs, code| {
        if i.c == 0 {
            return Step::Other;
        }
        match try_new_tuple_of(usize::from(i.c), (0..i.c).map(|index| regs.take(i.b + index))) {
            Ok(tuple) => Step::PutAttend(tuple),
            Err(_) => Step::Other,
        }
    }, else leave;
    /// An f-string's `{value}` without more, of a string or a number.
    format_value = |vm, i, regs, code| {
        if i.c != NO_REG || i.d != 0 {
            return Step::Other;
        }
        if regs.get(i.b).exact::<Str>().is_some() {
            return Step::Put(operand(regs, code, i.b));
        }
        let Some(text) = number_text(vm, regs.get(i.b)) else { return Step::Other };
        kill(regs, code, i.b);
        Step::PutAttend(text)
    }, else compute;
    build_string = |vm, i, regs, code| {
        let Some(text) = concatenation(regs, i) else { return Step::Other };
        for index in 0..i.c {
            drop(regs.take(i.b + index));
        }
        Step::PutAttend(text)
    }, else compute;
    build_list = |vm, i, regs, code| {
        let items = (0..i.c).map(|index| regs.take(i.b + index)).collect();
        Step::PutAttend(vm.list(items))
    }, else leave;
}

enter! {
    In => is_in, Unpack => unpack, BuildTuple => build_tuple, BuildList => build_list, FormatValue => format_value,
    BuildString => build_string, BuildSet => compute, BuildDict => compute, MakeFunction => compute,
}
