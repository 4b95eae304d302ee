//! Hoopsnake: a small, fast Python whose memory you can see, control and embed.

#![deny(unsafe_code)]

pub mod bytecode;
pub mod heap;
