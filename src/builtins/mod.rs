//! What a program finds without an import: one file for each type or family, each with its tables and an `install`.

pub mod code;
pub mod dict_;
pub mod exceptions;
pub mod family;
pub mod functions;
pub mod io;
pub mod iterators;
pub mod list_;
pub mod set_;
pub mod sort;
