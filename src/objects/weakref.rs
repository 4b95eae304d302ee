//! `weakref.ref` objects.

use std::cell::Cell;

use crate::heap::kind::{Payload, Visitor};
use crate::heap::weak::WeakLink;

/// A weak reference; the link clears itself when its target dies.
pub struct WeakRef {
    pub link: WeakLink,
    /// `hash(target)`, once asked for.
    pub hash: Cell<Option<i64>>,
}

impl Payload for WeakRef {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.link.callback.trace(visitor);
    }

    fn weak_link(&self) -> Option<&WeakLink> {
        Some(&self.link)
    }
}
