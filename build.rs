//! Says whether the build is optimised: only then does the compiler turn calls in last position into jumps, which the fast
//! paths of the dispatch loop (`src/vm/fast/`) need to go from one to the next without using the native stack.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(threaded)");
    println!("cargo::rerun-if-changed=build.rs");
    let optimised = std::env::var("OPT_LEVEL").is_ok_and(|level| matches!(level.as_str(), "2" | "3" | "s"));
    let architecture = std::env::var("CARGO_CFG_TARGET_ARCH").unwrap_or_default();
    let interpreted = std::env::var_os("CARGO_CFG_MIRI").is_some();
    if optimised && !interpreted && matches!(architecture.as_str(), "x86_64" | "aarch64") {
        println!("cargo::rustc-cfg=threaded");
    }
}
