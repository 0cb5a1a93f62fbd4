//! Keys as WebDriver names them.

use fantoccini::{
    actions::{InputSource as _, KeyAction, KeyActions},
    key::Key,
};

/// A key, pressed while others are held.
#[derive(Debug, Clone)]
pub struct Chord {
    held: Vec<char>,
    key: char,
}

impl Chord {
    /// Reads a chord as it stands in menus: `Ctrl+Shift+Z`, `Enter`, `F2`, `j`.
    ///
    /// # Panics
    /// When a key is not known.
    pub fn read(text: &str) -> Self {
        let (held, key) = text.rsplit_once('+').unwrap_or(("", text));
        let held = held.split('+').filter(|name| !name.is_empty()).map(char_of);
        Self { held: held.collect(), key: char_of(key) }
    }

    /// What the keyboard does for it.
    pub fn actions(&self) -> KeyActions {
        let mut actions = KeyActions::new("keyboard".to_owned());
        let down = self.held.iter().copied().chain([self.key]);
        for value in down.clone() {
            actions = actions.then(KeyAction::Down { value });
        }
        for value in down.collect::<Vec<_>>().into_iter().rev() {
            actions = actions.then(KeyAction::Up { value });
        }
        actions
    }
}

/// What the keyboard does to type `text`.
pub fn typing(text: &str) -> KeyActions {
    text.chars().fold(KeyActions::new("keyboard".to_owned()), |actions, value| {
        actions.then(KeyAction::Down { value }).then(KeyAction::Up { value })
    })
}

fn char_of(name: &str) -> char {
    let key = match name {
        "Alt" => Key::Alt,
        "Backspace" => Key::Backspace,
        "Ctrl" => Key::Control,
        "Delete" => Key::Delete,
        "Down" => Key::Down,
        "End" => Key::End,
        "Enter" => Key::Enter,
        "Esc" => Key::Escape,
        "F2" => Key::F2,
        "F6" => Key::F6,
        "Home" => Key::Home,
        "Left" => Key::Left,
        "PageDown" => Key::PageDown,
        "Right" => Key::Right,
        "Shift" => Key::Shift,
        "Space" => return ' ',
        "Tab" => Key::Tab,
        "Up" => Key::Up,
        letter if letter.chars().count() == 1 => return letter.chars().next().unwrap(),
        unknown => panic!("there is no key «{unknown}»"),
    };
    key.into()
}
