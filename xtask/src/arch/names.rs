//! Names of files and folders.

use super::Finding;

/// Names that say nothing, and so collect everything.
const EMPTY_NAMES: &[&str] = &["common", "helper", "helpers", "manager", "misc", "util", "utils"];

/// Finds a source path with a part that has a forbidden name.
pub fn check(place: &str) -> Option<Finding> {
    let is_source = [".rs", ".ts", ".tsx", ".css"].iter().any(|ending| place.ends_with(ending));
    let empty = place.split('/').map(stem).find(|stem| EMPTY_NAMES.contains(&stem.to_lowercase().as_str()))?;
    is_source.then(|| Finding::new(place, format!("«{empty}» says nothing: name it after what it does")))
}

/// The name up to its first dot.
fn stem(part: &str) -> &str {
    part.split('.').next().unwrap_or(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_say_nothing_are_found_in_folders_and_files() {
        assert!(check("crates/app/src/utils.rs").is_some());
        assert!(check("ui/src/features/common/Button.tsx").is_some());
        assert!(check("ui/src/lib/Helpers.test.ts").is_some());
        assert!(check("crates/store/src/commonality.rs").is_none());
        assert!(check("docs/misc/picture.png").is_none());
    }
}
