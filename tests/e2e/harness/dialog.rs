//! The system's own dialogs, which only take real keys.

use std::{path::Path, process::Command};

use super::{wait_for, window::Window};

impl Window<'_> {
    /// Types `file` into the dialog titled `title` that asks where to write, and accepts.
    pub fn save_as(&self, title: &str, file: &Path) {
        give_path(title, file, "ctrl+a");
    }

    /// Types `file` into the dialog titled `title` that asks what to read, and accepts.
    pub fn choose_file(&self, title: &str, file: &Path) {
        give_path(title, file, "ctrl+l");
    }
}

/// Gives a path to the dialog with this title; `first` brings the cursor to where paths are typed.
fn give_path(title: &str, file: &Path, first: &str) {
    let dialog = wait_for(&format!("the dialog «{title}»"), || window_titled(title));
    let path = file.to_str().unwrap();
    wait_for("the dialog to close", || {
        if window_titled(title).is_none() {
            return Some(());
        }
        xdotool(&["windowfocus", &dialog]);
        xdotool(&["key", "--clearmodifiers", first]);
        xdotool(&["type", "--clearmodifiers", "--delay", "15", path]);
        xdotool(&["key", "--clearmodifiers", "Return"]);
        wait_a_moment_until(|| window_titled(title).is_none())
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
pub fn window_titled(title: &str) -> Option<String> {
    let exactly = format!("^{}$", escaped(title));
    let found = xdotool(&["search", "--onlyvisible", "--name", &exactly]);
    found.lines().next().map(str::to_owned)
}

fn escaped(text: &str) -> String {
    text.chars().map(|c| if c.is_alphanumeric() || c == ' ' { c.to_string() } else { format!("[{c}]") }).collect()
}

/// Uses the display like a person; gives what it prints.
pub fn xdotool(words: &[&str]) -> String {
    let output = Command::new("xdotool").args(words).output().unwrap();
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
