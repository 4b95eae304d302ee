//! The builtin functions and the methods of builtin types.

pub mod common;
pub mod dict_;
pub mod functions;
pub mod generator_;
pub mod io;
pub mod iterators;
pub mod list_;
pub mod numeric;
pub mod range_;
pub mod set_;
pub mod sort;
pub mod tuple_;
