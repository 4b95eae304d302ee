//! The types that a program finds without import.
