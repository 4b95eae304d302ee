//! Hoopsnake: a small, fast Python whose memory you can see, control and embed.

pub mod bytecode;
pub mod heap;
