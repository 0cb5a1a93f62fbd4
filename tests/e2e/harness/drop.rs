//! Dropping a file on the window, as from the desktop.

use std::{path::Path, process::Command};

use super::{
    dialog::xdotool,
    processes::Server,
    wait_for,
    window::{Window, root},
};

/// Where the file is taken from and where it is dropped, in px of the display.
const FROM: (i32, i32) = (1180, 730);
const TO: (i32, i32) = (640, 400);

impl Window<'_> {
    /// Drags a file from another program into the window.
    pub fn drop_file(&self, file: &Path) {
        let mut source = Command::new("/usr/bin/python3");
        source.arg(root().join("tests/e2e/harness/drag_source.py"));
        source.args([FROM.0.to_string(), FROM.1.to_string()]).arg(file).env("GDK_BACKEND", "x11");
        self.computer.enter(&mut source);
        let (_source, line) = Server::start_with_line(&source);
        assert_eq!(line, "ready");
        move_pointer(FROM.0 + 20, FROM.1 + 20);
        xdotool(&["mousedown", "1"]);
        // A drag begins after a few pixels, and the window has to see the pointer come.
        for part in 0..=20 {
            let along = |from: i32, to: i32| from + (to - from) * part / 20;
            move_pointer(along(FROM.0 + 20, TO.0), along(FROM.1 + 20, TO.1));
        }
        let invitation = self.say("shell.drop.title");
        let mut aside = 0;
        wait_for("the window to take the file", || {
            aside = 10 - aside;
            move_pointer(TO.0 + aside, TO.1);
            self.says(&invitation).then_some(())
        });
        xdotool(&["mouseup", "1"]);
    }
}

fn move_pointer(x: i32, y: i32) {
    xdotool(&["mousemove", &x.to_string(), &y.to_string()]);
}
