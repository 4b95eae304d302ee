//! Tracebacks, and frames as far as programs look at them through tracebacks and generators.
//!
//! The machine's frames are no objects. A frame object is a record made for the one who asks: the code, and the line.

use crate::heap::Value;
use crate::natives;
use crate::objects::{Code, Traceback, int};
use crate::vm::traceback::line_of;
use crate::vm::{Decl, E, Res, T, Vm, types::GetSetDecl};
use crate::{getsets, objects::Str};

use super::wrong_receiver;

/// Members of a frame object, in order of their slots.
const MEMBERS: [&str; 2] = ["f_code", "f_lineno"];

/// Puts methods and members into the types of frames and tracebacks.
pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::Frame);
    vm.add_methods(&class, FRAME)?;
    for name in MEMBERS {
        let name = vm.intern(name);
        vm.add_member_slot(&class, &name)?;
    }
    let class = vm.type_object(T::Traceback);
    vm.add_getsets(&class, TRACEBACK_MEMBERS)
}

/// A frame object that says which code runs, and where.
pub(super) fn new_frame(vm: &mut Vm, code: Value, line: u32) -> Res {
    let class = vm.type_object(T::Frame);
    let frame = vm.new_object(&class, None)?;
    vm.set_member(&frame, 0, &Value::EMPTY, Some(code))?;
    vm.set_member(&frame, 1, &Value::EMPTY, Some(int::from_i64(i64::from(line))))?;
    Ok(frame)
}

fn traceback<'a>(vm: &mut Vm, this: &'a Value, name: &str) -> Res<&'a Traceback> {
    this.exact::<Traceback>().ok_or_else(|| wrong_receiver(vm, name, "traceback", this))
}

static FRAME: &[Decl] = natives![
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| {
        let (code, line) = (vm.member_value(this, 0, &Value::EMPTY), vm.member_value(this, 1, &Value::EMPTY));
        let (name, file) = code.exact::<Code>().map_or_else(Default::default, |code| {
            (code.unit.name.to_string(), code.unit.source.filename.to_string())
        });
        let file = vm.str(&file);
        let file = vm.repr(&file)?;
        let file = file.cast::<Str>().map_or_else(String::new, |file| file.to_text().into_owned());
        let (address, line) = (this.id(), line.as_int().unwrap_or(0));
        Ok(vm.str(&format!("<frame at {address:#x}, file {file}, line {line}, code {name}>")))
    };
];

static TRACEBACK_MEMBERS: &[GetSetDecl] = getsets![
    "tb_next" |vm, this| Ok(traceback(vm, this, "tb_next")?.next.get().into_option().unwrap_or(Value::NONE)),
        |vm, this, value| {
            let traceback = traceback(vm, this, "tb_next")?;
            match value {
                Some(next) if next.is_none() => traceback.next.set(Value::EMPTY),
                Some(next) if next.exact::<Traceback>().is_some() => {
                    if leads_to(&next, this) {
                        return Err(vm.value_error("traceback loop detected"));
                    }
                    traceback.next.set(next);
                }
                Some(other) => {
                    let given = vm.type_name(&other);
                    return Err(vm.type_error(format!("expected traceback object or None, got '{given}'")));
                }
                None => return Err(vm.type_error("can't delete tb_next attribute")),
            }
            Ok(())
        };
    "tb_lineno" |vm, this| Ok(int::from_i64(i64::from(line_of(traceback(vm, this, "tb_lineno")?)))),
        |vm, _this, _value| Err(vm.raise(E::AttributeError, "readonly attribute"));
    "tb_lasti" |vm, this| Ok(int::from_i64(i64::from(traceback(vm, this, "tb_lasti")?.instruction)));
    "tb_frame" |vm, this| {
        let traceback = traceback(vm, this, "tb_frame")?;
        let (code, line) = (traceback.code.get(), line_of(traceback));
        new_frame(vm, code, line)
    };
];

/// Whether `target` stands in the chain that begins at `first`.
fn leads_to(first: &Value, target: &Value) -> bool {
    let mut entry = first.clone();
    while let Some(traceback) = entry.exact::<Traceback>() {
        if entry.is(target) {
            return true;
        }
        let next = traceback.next.get();
        entry = next;
    }
    false
}
