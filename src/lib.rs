//! Hoopsnake: a small, fast Python whose memory you can see, control and embed.

pub mod bytecode;
pub mod compile;
pub mod heap;
pub mod num;
pub mod objects;
pub mod text;
pub mod vm;
