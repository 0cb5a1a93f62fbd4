//! Builds the shell's context: permissions for exactly the commands in `commands.txt`.

use std::{fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=ui/dist");
    println!("cargo:rerun-if-changed=src-tauri/commands.txt");
    // The UI may not have been built yet, as for a look at the types only.
    fs::create_dir_all("ui/dist")?;
    let commands = fs::read_to_string("src-tauri/commands.txt")?;
    let commands: Vec<&'static str> =
        commands.lines().map(|line| &*Box::leak(line.to_owned().into_boxed_str())).collect();
    let manifest = tauri_build::AppManifest::new().commands(Box::leak(commands.into_boxed_slice()));
    let attributes = tauri_build::Attributes::new()
        .app_manifest(manifest)
        .capabilities_path_pattern("./src-tauri/capabilities/**/*");
    tauri_build::try_build(attributes).map_err(io::Error::other)
}
