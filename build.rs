//! What cargo cannot know of a build: whether it is optimised, and what its linker can do.

use std::env::var;
use std::path::Path;
use std::process::Command;

/// The functions that each start runs, for the linker; `scripts/startup_order` writes it.
const STARTUP_ORDER: &str = "scripts/startup.ld";

fn main() {
    println!("cargo::rustc-check-cfg=cfg(threaded)");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={STARTUP_ORDER}");
    let target = |name: &str| var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    let optimised = var("OPT_LEVEL").is_ok_and(|level| matches!(level.as_str(), "2" | "3" | "s"));
    let interpreted = var("CARGO_CFG_MIRI").is_ok();
    // Only an optimising compiler turns calls in last position into jumps, which the fast paths of the dispatch loop
    // (`src/vm/fast/`) need to go from one to the next without using the native stack.
    if optimised && !interpreted && matches!(target("ARCH").as_str(), "x86_64" | "aarch64") {
        println!("cargo::rustc-cfg=threaded");
    }
    if optimised && target("OS") == "linux" && target("ENV") == "gnu" {
        // At a fixed address the tables of builtins need no relocation: fewer pages are touched at each start. Heap, stack
        // and libraries stay at random addresses.
        println!("cargo::rustc-link-arg-bins=-no-pie");
        let order = format!("-Wl,-T,{}/{STARTUP_ORDER}", var("CARGO_MANIFEST_DIR").unwrap_or_default());
        if linker_takes(&order) {
            println!("cargo::rustc-link-arg-bins={order}");
        }
    }
}

/// Whether a program of nothing can be linked with `argument`. Not every linker knows scripts that add to its own.
fn linker_takes(argument: &str) -> bool {
    let folder = var("OUT_DIR").unwrap_or_default();
    let source = Path::new(&folder).join("nothing.rs");
    if std::fs::write(&source, "fn main() {}").is_err() {
        return false;
    }
    let mut compiler = Command::new(var("RUSTC").unwrap_or_else(|_| "rustc".into()));
    compiler
        .args(["--target", &var("TARGET").unwrap_or_default(), "-C", "link-arg=-no-pie", "-C"])
        .arg(format!("link-arg={argument}"));
    if let Ok(linker) = var("RUSTC_LINKER") {
        compiler.arg("-C").arg(format!("linker={linker}"));
    }
    let flags = var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    compiler.args(flags.split('\u{1f}').filter(|flag| !flag.is_empty()));
    compiler.arg("-o").arg(Path::new(&folder).join("nothing")).arg(&source);
    compiler.output().is_ok_and(|done| done.status.success())
}
