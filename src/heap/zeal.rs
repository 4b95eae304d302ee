//! Debug switches of the heap, in one table.
//!
//! | switch | what it does | default |
//! | --- | --- | --- |
//! | stress | every allocation of a container makes a collection due | off |
//! | verify | check the whole heap after collections (`verify.rs`) | full ones in debug builds |
//! | poison | overwrite freed cells | on in debug builds |

use std::cell::Cell;

use super::Heap;

/// After which collections the whole heap is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verify {
    Never,
    AfterFull,
    AfterEach,
}

/// See the module's description.
pub struct Zeal {
    pub(super) stress: Cell<bool>,
    /// Collections made under stress, which decide the generation of the next one.
    pub(super) stressed: Cell<usize>,
    pub verify: Cell<Verify>,
    pub poison: Cell<bool>,
}

impl Default for Zeal {
    fn default() -> Zeal {
        let debug = cfg!(debug_assertions);
        Zeal {
            stress: Cell::new(false),
            stressed: Cell::new(0),
            verify: Cell::new(if debug { Verify::AfterFull } else { Verify::Never }),
            poison: Cell::new(debug),
        }
    }
}

impl Heap {
    /// Collect after every allocation.
    pub fn set_gc_stress(&self, stress: bool) {
        self.zeal.stress.set(stress);
        self.generations.set_stress(stress);
    }
}

impl Zeal {
    /// The generation to collect next under stress: mostly the youngest, each fourth time the middle one, each
    /// 32nd all.
    pub(super) fn next_generation(&self) -> usize {
        let turn = self.stressed.get().wrapping_add(1);
        self.stressed.set(turn);
        if turn.is_multiple_of(32) {
            2
        } else if turn.is_multiple_of(4) {
            1
        } else {
            0
        }
    }
}
