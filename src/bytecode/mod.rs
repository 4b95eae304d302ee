//! The format between compiler and machine: plain data, no heap objects.

pub mod dis;
pub mod instr;
pub mod op;
pub mod tables;
pub mod unit;
pub mod verify;
