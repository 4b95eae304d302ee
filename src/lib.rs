//! Hoopsnake.
