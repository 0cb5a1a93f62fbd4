//! Starting the program on a computer of its own, and using it as a person does.

pub mod computer;
pub mod dialog;
mod driver;
pub mod drop;
pub mod keys;
pub mod processes;
pub mod window;

use std::{
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

/// How long anything may take on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// How long a program may take to end or to answer a last question.
const GRACE: Duration = Duration::from_secs(10);

/// How often is looked.
const PAUSE: Duration = Duration::from_millis(40);

/// Waits until `look` finds something.
///
/// # Panics
/// When nothing was found within [`PATIENCE`].
pub fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < PATIENCE, "waited {} s for {what}", PATIENCE.as_secs());
        thread::sleep(PAUSE);
    }
}

/// The repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Where building writes: three folders above the folder of the test program.
pub fn target() -> PathBuf {
    Path::new(driver::PROGRAM).parent().and_then(Path::parent).unwrap().to_path_buf()
}
