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
    // At a fixed address the tables of builtins need no relocation: fewer pages are touched at each start. Heap, stack and
    // libraries stay at random addresses.
    let system = |name: &str| std::env::var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    if optimised && system("OS") == "linux" && system("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
