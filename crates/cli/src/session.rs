//! The workspace that a command works in.

use std::{
    env, fs, io,
    ops::Deref,
    path::{Path, PathBuf},
};

use sales_app::{
    App, AppError, ErrorCode, Secret,
    diagnostics::catch_panics,
    logging::{self, Logs},
    workspace::{Unlock, WorkspaceState},
};

use crate::args::Common;

const PASSPHRASE_VARIABLE: &str = "SALES_AGENT_PASSPHRASE";
const MODEL_KEY_VARIABLE: &str = "SALES_AGENT_MODEL_KEY";

/// The product, without an open workspace.
pub fn start(common: &Common) -> App {
    App::for_this_computer(common.workspace.clone())
}

/// The log of this command, beside the workspace as that of the window; kept open until it goes.
pub struct Log {
    pub folder: PathBuf,
    _logs: Logs,
}

/// Starts the log, unless the folder for it would be the first thing to stand there: a mistyped
/// workspace makes none.
pub fn start_log(common: &Common, makes_workspace: bool) -> Option<Log> {
    let folder = start(common).log_folder();
    if !makes_workspace && !folder.parent().is_some_and(Path::is_dir) {
        return None;
    }
    let logs = logging::start(&folder);
    catch_panics(&folder);
    Some(Log { folder, _logs: logs })
}

/// The product with its workspace open; closes it in the end, so that the file is whole by itself.
pub struct Session(App);

impl Deref for Session {
    type Target = App;

    fn deref(&self) -> &App {
        &self.0
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // The work is done; a workspace that cannot be closed is closed by the end of the program.
        let _ = self.0.workspace_lock();
    }
}

/// The product with its workspace open: by the passphrase when it has one, else by the keyring.
pub fn open(common: &Common) -> Result<Session, AppError> {
    let app = start(common);
    let status = app.workspace_status()?;
    if status.state == WorkspaceState::None {
        return Err(AppError::new(ErrorCode::WorkspaceMissing).with("folder", status.folder));
    }
    let given = if status.has_passphrase { passphrase(common)? } else { None };
    let unlock = match given {
        Some(passphrase) => Unlock::Passphrase { passphrase },
        None if status.opens_with_keyring => Unlock::Keyring,
        None => return Err(AppError::new(ErrorCode::PassphraseMissing)),
    };
    app.workspace_unlock(unlock)?;
    if let Some(key) = env::var(MODEL_KEY_VARIABLE).ok().filter(|key| !key.is_empty()) {
        app.model_key_for_run(Secret::from(key));
    }
    // What a command is for does not wait for this; the next one does it as well.
    let _ = app.delete_expired();
    Ok(Session(app))
}

/// The product with its workspace open when that needs nothing of the person who did not say so: what
/// can be done without a workspace is not refused for want of one.
pub fn open_if_possible(common: &Common) -> Result<Session, AppError> {
    match open(common) {
        Err(error) if is_merely_closed(error.code) => Ok(Session(start(common))),
        opened => opened,
    }
}

/// There is no workspace, or none with its data, another window has it, or what opens it was not given.
const fn is_merely_closed(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::WorkspaceMissing
            | ErrorCode::WorkspaceFileMissing
            | ErrorCode::WorkspaceFileEmpty
            | ErrorCode::WorkspaceInUse
            | ErrorCode::PassphraseMissing
            | ErrorCode::KeyringUnavailable
            | ErrorCode::KeyGone
    )
}

/// The passphrase that the person gives, if any: the first line of a file, or a variable of the
/// environment.
pub fn passphrase(common: &Common) -> Result<Option<Secret>, AppError> {
    let Some(file) = &common.passphrase_file else {
        return Ok(env::var(PASSPHRASE_VARIABLE).ok().filter(|passphrase| !passphrase.is_empty()).map(Secret::from));
    };
    let content = Secret::from(fs::read_to_string(file).map_err(|error| unreadable(file, &error))?);
    Ok(Some(content.reveal().lines().next().unwrap_or_default().into()))
}

/// The text of a file of the command line.
pub fn read_text(file: &str) -> Result<String, AppError> {
    let path = Path::new(file);
    fs::read_to_string(path).map_err(|error| unreadable(path, &error))
}

/// The error for a file of the command line that is to be text and cannot be read.
pub fn unreadable(file: &Path, error: &io::Error) -> AppError {
    if error.kind() == io::ErrorKind::InvalidData {
        return AppError::new(ErrorCode::FileNotText).with("file", file.display());
    }
    AppError::io(file, error)
}
