//! Hoopsnake.
pub mod num;
pub mod text;
