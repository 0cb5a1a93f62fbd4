//! Dropping a file on the window, as from the desktop.

use std::{path::Path, process::Command};

use super::{computer::Computer, processes::Server, root, wait_for, window::Window};

/// Where the file is taken from, beside the window, and where it is dropped, in px of the screen.
const FROM: (i32, i32) = (1360, 400);
const TO: (i32, i32) = (640, 400);

impl Window<'_> {
    /// Drags a file from another program into the window.
    pub fn drop_file(&self, file: &Path) {
        let mut source = Command::new("/usr/bin/python3");
        source.arg(root().join("tests/e2e/harness/drag_source.py"));
        source.args([FROM.0.to_string(), FROM.1.to_string()]).arg(file);
        self.computer.enter(&mut source);
        let (_source, line) = Server::start_with_line(&source);
        assert_eq!(line, "ready");
        move_pointer(self.computer, FROM.0 + 20, FROM.1 + 20);
        self.computer.xdotool(&["mousedown", "1"]);
        // A drag begins after a few pixels, and the window has to see the pointer come.
        for part in 0..=20 {
            let along = |from: i32, to: i32| from + (to - from) * part / 20;
            move_pointer(self.computer, along(FROM.0 + 20, TO.0), along(FROM.1 + 20, TO.1));
        }
        let invitation = self.say("shell.drop.title");
        let mut aside = 0;
        wait_for("the window to take the file", || {
            aside = 10 - aside;
            move_pointer(self.computer, TO.0 + aside, TO.1);
            self.says(&invitation).then_some(())
        });
        self.computer.xdotool(&["mouseup", "1"]);
        // The other program hands the file over after that, so it has to be there until then.
        self.sees_no_more(&invitation);
    }
}

fn move_pointer(computer: &Computer, x: i32, y: i32) {
    computer.xdotool(&["mousemove", &x.to_string(), &y.to_string()]);
}
