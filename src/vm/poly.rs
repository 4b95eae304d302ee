//! What sites that see several shapes remember: a second cache behind the inline caches.
//!
//! An inline cache holds what its instruction did last. Every entry that is written there is written here, too, so that a
//! site at which the shapes alternate finds the one it needs, and takes it back into its inline cache.

use std::cell::Cell;

use crate::bytecode::instr::Instr;
use crate::objects::Code;
use crate::objects::code::Cache;

const LINES: usize = 512;

/// A table of a fixed number of lines; a line is found by site and key, and holds the last entry that came to it.
pub(crate) struct PolymorphicCaches(Box<[Cell<(u64, Cache)>; LINES]>);

impl Default for PolymorphicCaches {
    fn default() -> PolymorphicCaches {
        PolymorphicCaches(Box::new([const { Cell::new((0, Cache::EMPTY)) }; LINES]))
    }
}

/// The instruction, as a number that stays its own.
fn site(code: &Code, instr: &Instr) -> u64 {
    u64::from(code.id) << 32 | u64::from(instr.e)
}

impl PolymorphicCaches {
    fn line(&self, site: u64, key: u32) -> &Cell<(u64, Cache)> {
        let spread = (site ^ u64::from(key).rotate_left(17)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        &self.0[(spread >> 55) as usize % LINES]
    }

    /// Remembers what an instruction has found.
    pub fn remember(&self, code: &Code, instr: &Instr, cache: Cache) {
        let site = site(code, instr);
        self.line(site, cache.key).set((site, cache));
    }

    /// What an instruction found for this key and version of a class, if that is known still.
    pub fn recall(&self, code: &Code, instr: &Instr, key: u32, class_version: u32) -> Option<Cache> {
        let site = site(code, instr);
        let (known, cache) = self.line(site, key).get();
        (known == site && cache.key == key && cache.class_version == class_version && class_version != 0)
            .then_some(cache)
    }
}
