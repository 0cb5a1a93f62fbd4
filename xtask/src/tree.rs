//! The repository's own files, and fingerprints of them.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// Folders that hold nothing written by hand.
const SKIPPED: &[&str] = &[".git", "target", "node_modules", "dist", "gen"];

/// All files below `folder`, in a fixed order, without what building writes.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    collect(folder, &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let skipped = SKIPPED.iter().any(|name| entry.file_name() == *name);
        if entry.file_type()?.is_dir() {
            if !skipped {
                collect(&entry.path(), found)?;
            }
        } else {
            found.push(entry.path());
        }
    }
    Ok(())
}

/// `path` below `root` with `/` between its parts, as in every message and rule.
pub fn relative(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// A SHA-256 over names and contents of `files`.
pub fn fingerprint(root: &Path, files: &[PathBuf]) -> Result<String> {
    let mut digest = Sha256::new();
    for file in files {
        let content = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        let name = relative(root, file);
        for part in [name.as_bytes(), &content] {
            digest.update(part.len().to_le_bytes());
            digest.update(part);
        }
    }
    let mut text = String::new();
    for byte in digest.finalize() {
        write!(text, "{byte:02x}")?;
    }
    Ok(text)
}

/// True when `stamp` says that the work for `fingerprint` has been done.
pub fn is_stamped(stamp: &Path, fingerprint: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|written| written.trim() == fingerprint)
}

/// Remembers that the work for `fingerprint` has been done.
pub fn write_stamp(stamp: &Path, fingerprint: &str) -> Result<()> {
    if let Some(folder) = stamp.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(stamp, format!("{fingerprint}\n")).with_context(|| format!("cannot write {}", stamp.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_follows_names_and_contents_and_leaves_out_what_is_built() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let print = || fingerprint(root, &files(root).unwrap()).unwrap();
        fs::write(root.join("a.ts"), "1").unwrap();
        let first = print();
        fs::create_dir_all(root.join("node_modules/x")).unwrap();
        fs::write(root.join("node_modules/x/index.js"), "x").unwrap();
        assert_eq!(print(), first);
        fs::write(root.join("a.ts"), "2").unwrap();
        let changed = print();
        assert_ne!(changed, first);
        fs::rename(root.join("a.ts"), root.join("b.ts")).unwrap();
        assert_ne!(print(), changed);
    }

    #[test]
    fn a_stamp_holds_for_its_own_fingerprint() {
        let folder = tempfile::tempdir().unwrap();
        let stamp = folder.path().join("stamps/ui");
        assert!(!is_stamped(&stamp, "a"));
        write_stamp(&stamp, "a").unwrap();
        assert!(is_stamped(&stamp, "a") && !is_stamped(&stamp, "b"));
    }
}
