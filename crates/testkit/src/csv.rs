//! Files of rows.

use std::{fs, path::Path};

/// A CSV file in the making: commas, `\n`, quotes only where needed.
#[derive(Debug, Clone, Default)]
pub struct Csv(String);

impl Csv {
    /// A file with these headers.
    #[must_use]
    pub fn new(headers: &[&str]) -> Self {
        Self::default().row(headers)
    }

    /// The same with one more row.
    #[must_use]
    pub fn row<T: AsRef<str>>(mut self, cells: &[T]) -> Self {
        self.push(cells);
        self
    }

    /// Adds a row.
    pub fn push<T: AsRef<str>>(&mut self, cells: &[T]) {
        for (i, cell) in cells.iter().enumerate() {
            let cell = cell.as_ref();
            if i > 0 {
                self.0.push(',');
            }
            if cell.contains([',', '"', '\n', '\r']) || (cells.len() == 1 && cell.is_empty()) {
                self.0.push('"');
                self.0.push_str(&cell.replace('"', "\"\""));
                self.0.push('"');
            } else {
                self.0.push_str(cell);
            }
        }
        self.0.push('\n');
    }

    /// The content of the file.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Writes the file.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn write(&self, path: &Path) {
        fs::write(path, &self.0).expect("the temporary folder can be written");
    }
}
