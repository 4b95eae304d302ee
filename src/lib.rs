//! Hoopsnake: a small, fast Python whose memory you can see, control and embed.

pub mod api;
pub mod bytecode;
pub mod cli;
pub mod repl;
