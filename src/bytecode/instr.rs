//! The encoding of one instruction: 16 bytes, written once by the assembler; `d` and `e` of cached
//! instructions are rewritten in place by the machine.

use super::op::Op;

/// One instruction; see `op.rs` for the meaning of the operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C, align(8))]
pub struct Instr {
    pub op: Op,
    pub a: u16,
    pub b: u16,
    pub c: u16,
    pub d: i32,
    pub e: u32,
}

const _: () = assert!(std::mem::size_of::<Instr>() == 16);

impl Instr {
    pub fn new(op: Op, a: u16, b: u16, c: u16, d: i32) -> Instr {
        Instr { op, a, b, c, d, e: 0 }
    }

    /// The operand in the field named by an ASCII letter, as the table in `op.rs` names it.
    pub fn field(&self, field: u8) -> i64 {
        match field {
            b'a' => i64::from(self.a),
            b'b' => i64::from(self.b),
            b'c' => i64::from(self.c),
            b'd' => i64::from(self.d),
            _ => i64::from(self.e),
        }
    }
}
