//! Tracebacks and frames, as programs look at them.

use crate::heap::Value;
use crate::natives;
use crate::objects::{Code, FrameObject, Function, Traceback, int};
use crate::vm::traceback::line_of;
use crate::vm::{Decl, E, Res, T, Vm, types::GetSetDecl};
use crate::{getsets, objects::Str};

use super::wrong_receiver;

/// Puts methods and members into the types of frames and tracebacks.
pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::Frame);
    vm.add_methods(&class, FRAME)?;
    vm.add_getsets(&class, FRAME_MEMBERS)?;
    let class = vm.type_object(T::Traceback);
    vm.add_getsets(&class, TRACEBACK_MEMBERS)
}

fn frame<'a>(vm: &mut Vm, this: &'a Value, name: &str) -> Res<&'a FrameObject> {
    this.exact::<FrameObject>().ok_or_else(|| wrong_receiver(vm, name, "frame", this))
}

fn traceback<'a>(vm: &mut Vm, this: &'a Value, name: &str) -> Res<&'a Traceback> {
    this.exact::<Traceback>().ok_or_else(|| wrong_receiver(vm, name, "traceback", this))
}

static FRAME: &[Decl] = natives![
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| {
        let code = frame(vm, this, "__repr__")?.code.get();
        let (name, file) = code.exact::<Code>().map_or_else(Default::default, |code| {
            (code.unit.name.to_string(), code.unit.source.filename.to_string())
        });
        let file = vm.str(&file);
        let file = vm.repr(&file)?;
        let file = file.cast::<Str>().map_or_else(String::new, |file| file.to_text().into_owned());
        let (address, line) = (this.id(), vm.frame_line(this));
        Ok(vm.str(&format!("<frame at {address:#x}, file {file}, line {line}, code {name}>")))
    };
    /// F.clear(): clear most references held by the frame
    "clear(self, /)" |vm, [this]| {
        if vm.is_running(this) {
            return Err(vm.raise(E::RuntimeError, "cannot clear an executing frame"));
        }
        drop(frame(vm, this, "clear")?.take_locals());
        Ok(Value::NONE)
    };
];

static FRAME_MEMBERS: &[GetSetDecl] = getsets![
    "f_code" |vm, this| Ok(frame(vm, this, "f_code")?.code.get());
    "f_lineno" |vm, this| Ok(int::from_i64(i64::from(vm.frame_line(this))));
    "f_back" |vm, this| Ok(vm.frame_back(this));
    "f_locals" |vm, this| vm.frame_locals(this);
    "f_globals" |vm, this| {
        let function = frame(vm, this, "f_globals")?.function.get();
        Ok(function.exact::<Function>().map_or(Value::NONE, |function| function.globals.get()))
    };
    "f_builtins" |vm, _this| Ok(vm.builtins.clone());
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
    "tb_frame" |vm, this| Ok(traceback(vm, this, "tb_frame")?.frame.get().into_option().unwrap_or(Value::NONE));
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
