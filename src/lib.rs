//! Hoopsnake: a small, fast Python whose memory you can see, control and embed.

#![deny(unsafe_code)]
#![allow(
    bindings_with_variant_name,
    reason = "the names that the machine looks up are an enum whose variants are spelt as in Python"
)]
#![allow(
    clippy::borrow_interior_mutable_const,
    clippy::declare_interior_mutable_const,
    reason = "singletons are constants: the cell in a value is written only when an inline number gets its box"
)]

pub mod api;
pub mod builtins;
pub mod bytecode;
pub mod cli;
pub mod compile;
pub mod heap;
pub mod modules;
pub mod num;
pub mod objects;
pub mod repl;
pub mod text;
pub mod vm;
