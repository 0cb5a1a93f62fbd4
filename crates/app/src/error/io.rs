//! What the system says about a file, in our words.

use std::{
    io::{self, ErrorKind},
    path::Path,
};

use super::{AppError, ErrorCode};

/// What Windows says of a file that another program holds.
const HELD: [i32; 2] = [32, 33];

impl AppError {
    /// What to tell when the system did not do what it was asked with a file; the log has its words.
    #[must_use]
    pub fn io(file: &Path, error: &io::Error) -> Self {
        Self::of_io(file, error).logged(error)
    }

    /// The same, not yet in the log.
    pub(super) fn of_io(file: &Path, error: &io::Error) -> Self {
        let code = code_of(error);
        let told = Self::new(code).with("file", file.display());
        if code == ErrorCode::Io { with_reason(told, error) } else { told }
    }
}

fn code_of(error: &io::Error) -> ErrorCode {
    match error.kind() {
        ErrorKind::NotFound => ErrorCode::FileMissing,
        ErrorKind::PermissionDenied => ErrorCode::PermissionDenied,
        ErrorKind::ReadOnlyFilesystem => ErrorCode::ReadOnly,
        ErrorKind::IsADirectory | ErrorKind::NotADirectory => ErrorCode::FileNotAFile,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => ErrorCode::DiskFull,
        ErrorKind::ResourceBusy | ErrorKind::WouldBlock | ErrorKind::ExecutableFileBusy => ErrorCode::FileLocked,
        _ if cfg!(windows) && error.raw_os_error().is_some_and(|number| HELD.contains(&number)) => {
            ErrorCode::FileLocked
        }
        _ => ErrorCode::Io,
    }
}

/// Names the number of the system, or what is known without one.
fn with_reason(told: AppError, error: &io::Error) -> AppError {
    match (error.raw_os_error(), error.kind()) {
        (Some(number), _) => told.with("reason", "system").with("number", number),
        (None, ErrorKind::UnexpectedEof | ErrorKind::WriteZero) => told.with("reason", "cut_short"),
        (None, _) => told.with("reason", "unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_becomes_a_code() {
        let code = |error: io::Error| AppError::io(Path::new("/a/b.csv"), &error);
        for (kind, expected) in [
            (ErrorKind::NotFound, ErrorCode::FileMissing),
            (ErrorKind::PermissionDenied, ErrorCode::PermissionDenied),
            (ErrorKind::IsADirectory, ErrorCode::FileNotAFile),
            (ErrorKind::StorageFull, ErrorCode::DiskFull),
            (ErrorKind::ResourceBusy, ErrorCode::FileLocked),
            (ErrorKind::ReadOnlyFilesystem, ErrorCode::ReadOnly),
        ] {
            let told = code(kind.into());
            assert_eq!(told.code, expected, "{kind}");
            assert_eq!(told.args["file"], "/a/b.csv");
        }
        let broken = code(io::Error::from_raw_os_error(5));
        assert_eq!((broken.code, broken.args["reason"].as_str()), (ErrorCode::Io, "system"));
        assert_eq!(broken.args["number"], "5");
        assert_eq!(code(ErrorKind::UnexpectedEof.into()).args["reason"], "cut_short");
        assert_eq!(
            code(io::Error::other("words of a library")).args.values().collect::<Vec<_>>(),
            ["/a/b.csv", "unknown"]
        );
    }
}
