//! Desktop shell.
fn main() {}
