//! `screenshots`: pictures of every screen of the real window.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context, Result, bail};

use crate::{Arguments, process, setup, test::steps::window_tests, ui};

/// The subcommand: the tours of the end-to-end tests in both languages and themes.
pub fn command(words: Arguments<'_>) -> Result<()> {
    if let Some(unknown) = words.first() {
        bail!("unknown option «{unknown}»: screenshots takes none");
    }
    if !cfg!(target_os = "linux") {
        bail!("the window is driven and photographed on Linux only");
    }
    let start = Instant::now();
    setup::prepare(setup::Purpose::Test)?;
    ui::build(process::run)?;
    let folder = process::target().join("screenshots");
    remove_pictures(&folder)?;
    process::run(window_tests().args(["--run-ignored", "all", "--filterset", "test(/^journeys::screens::/)"]))?;
    let pictures = pictures(&folder)?.len();
    println!("{pictures} pictures in {} after {:.0} s", folder.display(), start.elapsed().as_secs_f64());
    Ok(())
}

/// Takes away what was taken before: a screen may have gone since.
fn remove_pictures(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    for picture in pictures(folder)? {
        fs::remove_file(&picture).with_context(|| format!("cannot remove {}", picture.display()))?;
    }
    Ok(())
}

fn pictures(folder: &Path) -> Result<Vec<PathBuf>> {
    let files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    Ok(files.into_iter().filter(|file| file.extension() == Some(OsStr::new("png"))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_are_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["lock.en.dark.png", "axe.json"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        remove_pictures(folder.path()).unwrap();
        assert!(pictures(folder.path()).unwrap().is_empty());
        assert!(folder.path().join("axe.json").is_file());
    }
}
