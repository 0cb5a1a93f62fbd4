//! The texts are compiled in: when one changes, so does the crate.

fn main() {
    println!("cargo:rerun-if-changed=../../locales");
}
