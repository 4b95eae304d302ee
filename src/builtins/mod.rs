//! What a program finds without an import.

pub mod exceptions;
