//! The word that calls the machine to a safepoint.
//!
//! The heap raises bits in it while it works, and other threads may raise one: Ctrl-C arrives on a thread of its own. All accesses are
//! relaxed, since a bit says only that there is something to look at; nothing is handed over through it.
#![forbid(unsafe_code)]
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Bits of `ATTENTION_*`; clones share them.
#[derive(Clone, Default)]
pub struct Attention(Arc<AtomicU32>);

impl Attention {
    /// Zero when the machine may go straight on.
    #[inline(always)]
    pub fn get(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }

    #[inline]
    pub fn raise(&self, bits: u32) {
        self.0.fetch_or(bits, Ordering::Relaxed);
    }

    /// Takes bits away; those of them that were raised.
    #[inline]
    pub fn clear(&self, bits: u32) -> u32 {
        self.0.fetch_and(!bits, Ordering::Relaxed) & bits
    }
}
