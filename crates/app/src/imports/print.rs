//! What tells whether a file is still the one that was read.

use std::{
    fs::File,
    io::{Read as _, Seek as _, SeekFrom},
    path::Path,
};

use crate::error::{AppError, ErrorCode};

const EDGE: u64 = 64 * 1024;

/// The size of a file and the check sums of its first and last 64 KiB.
///
/// # Errors
/// [`ErrorCode::FileNotAFile`] for what is none: to open a pipe would wait for ever. Those of reading.
pub(crate) fn file_print(path: &Path) -> Result<String, AppError> {
    if std::fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(AppError::new(ErrorCode::FileNotAFile).with("file", path.display()));
    }
    read(path).map_err(|error| AppError::io(path, &error))
}

fn read(path: &Path) -> std::io::Result<String> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    let mut head = Vec::new();
    (&mut file).take(EDGE).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(size.saturating_sub(EDGE)))?;
    let mut tail = Vec::new();
    file.take(EDGE).read_to_end(&mut tail)?;
    Ok(format!("{size}:{:08x}:{:08x}", crc32fast::hash(&head), crc32fast::hash(&tail)))
}
