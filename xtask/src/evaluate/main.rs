//! Measures the product's quality on real data: `cargo xtask evaluate DATA_DIR`.

fn main() {}
