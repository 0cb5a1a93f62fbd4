//! The system's own dialogs, which only take real keys.

use std::path::Path;

use super::{computer::Computer, wait_for, window::Window};

impl Window<'_> {
    /// Types `file` into the dialog titled `title` that asks where to write, and accepts.
    pub fn save_as(&self, title: &str, file: &Path) {
        give_path(self.computer, title, file, "ctrl+a");
    }

    /// Types `file` into the dialog titled `title` that asks what to read, and accepts.
    pub fn choose_file(&self, title: &str, file: &Path) {
        give_path(self.computer, title, file, "ctrl+l");
    }
}

/// Gives a path to the dialog with this title; `first` brings the cursor to where paths are typed.
fn give_path(computer: &Computer, title: &str, file: &Path, first: &str) {
    let dialog = wait_for(&format!("the dialog «{title}»"), || window_titled(computer, title));
    let path = file.to_str().unwrap();
    wait_for("the dialog to close", || {
        if window_titled(computer, title).is_none() {
            return Some(());
        }
        computer.xdotool(&["windowfocus", "--sync", &dialog]);
        computer.xdotool(&["key", "--clearmodifiers", first]);
        computer.xdotool(&["type", "--clearmodifiers", "--delay", "15", path]);
        computer.xdotool(&["key", "--clearmodifiers", "Return"]);
        wait_a_moment_until(|| window_titled(computer, title).is_none())
    });
}

/// Some when `done` within a second or two.
fn wait_a_moment_until(done: impl Fn() -> bool) -> Option<()> {
    (0..40).find(|_| {
        std::thread::sleep(super::PAUSE);
        done()
    })?;
    Some(())
}

/// The window that is shown with this title.
fn window_titled(computer: &Computer, title: &str) -> Option<String> {
    let exactly = format!("^{}$", escaped(title));
    let found = computer.xdotool(&["search", "--onlyvisible", "--name", &exactly]);
    found.lines().next().map(str::to_owned)
}

fn escaped(text: &str) -> String {
    text.chars().map(|c| if c.is_alphanumeric() || c == ' ' { c.to_string() } else { format!("[{c}]") }).collect()
}
