//! Text to tree: tokens, layout, grammar, checks. Stands alone: no heap, no virtual machine.

pub mod ast;
