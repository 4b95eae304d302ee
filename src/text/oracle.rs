//! For tests: asks the reference interpreter. Where it is missing, or is not CPython 3.11, a test that needs it
//! passes without it.

use std::io::Write;
use std::process::{Command, Stdio};

/// Lower-case hexadecimal digits of the bytes.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What `python3 -c script` prints.
pub fn python(script: &str) -> Option<String> {
    python_with(script, "")
}

/// What `python3 -c script` prints, given the input.
pub fn python_with(script: &str, input: &str) -> Option<String> {
    let guard = "import sys\nif sys.version_info[:2] != (3, 11): sys.exit(3)\n";
    let mut child = Command::new("python3")
        .args(["-c", &format!("{guard}{script}")])
        .env("PYTHONHASHSEED", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    let input = input.to_owned();
    // Fed from a thread: a script that answers as it reads would otherwise fill its pipe and wait for us.
    let feeder = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().ok()?;
    let _ = feeder.join();
    if output.status.code() == Some(3) {
        return None;
    }
    assert!(
        output.status.success(),
        "the reference interpreter failed on a test script"
    );
    String::from_utf8(output.stdout).ok()
}
