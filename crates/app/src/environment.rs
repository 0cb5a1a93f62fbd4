//! What the product uses of the computer it runs on; tests choose their own.

use std::{path::PathBuf, sync::Arc};

use sales_core::{
    ids::IdSource,
    time::{Clock, SystemClock},
};
use sales_store::{
    key::{KdfCost, Keyring, OsKeyring},
    workspace_dir,
};

use crate::{
    app::App,
    error::{AppError, ErrorCode},
};

/// Everything outside the product that it uses: real in the product, chosen in tests.
pub struct Environment {
    /// The file that keeps the settings; none keeps them for this run only.
    pub settings_file: Option<PathBuf>,
    /// The folder of a workspace for which none was chosen.
    pub default_workspace: PathBuf,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Starts a source of identities.
    pub ids: Box<dyn Fn() -> IdSource + Send + Sync>,
    /// The keyring of the system.
    pub keyring: Arc<dyn Keyring>,
    /// The cost of guessing a passphrase.
    pub kdf_cost: KdfCost,
}

impl App {
    /// Starts the product on this computer; opens no workspace.
    ///
    /// With a `workspace`, this run works in that folder and neither reads nor writes the settings of
    /// the person. Without one, it takes the workspace that was open last. A crash leaves no image of the
    /// memory, which holds keys and records.
    #[must_use]
    pub fn for_this_computer(workspace: Option<PathBuf>) -> Self {
        forbid_core_dumps();
        let (settings_file, default_workspace) = match workspace {
            Some(folder) => (None, folder),
            None => {
                let folder = workspace_dir::default_workspace_folder()
                    .unwrap_or_else(|| PathBuf::from("ai-sales-agent").join("workspace"));
                (Some(folder.with_file_name("settings.json")), folder)
            }
        };
        Self::new(Environment {
            settings_file,
            default_workspace,
            clock: Arc::new(SystemClock),
            ids: Box::new(|| IdSource::new(random_bytes)),
            keyring: Arc::new(OsKeyring::default()),
            kdf_cost: KdfCost::DEFAULT,
        })
    }
}

impl App {
    /// Where the logs of this computer are.
    #[must_use]
    pub fn log_folder(&self) -> PathBuf {
        let environment = &self.inner.environment;
        let beside = environment.settings_file.as_ref().unwrap_or(&environment.default_workspace);
        beside.with_file_name("logs")
    }

    /// A folder that the window may open: the workspace's or that of the logs, no other.
    ///
    /// # Errors
    /// [`ErrorCode::PermissionDenied`] for any other folder.
    pub fn known_folder(&self, folder: &str) -> Result<PathBuf, AppError> {
        let known = [self.log_folder(), PathBuf::from(self.workspace_status()?.folder)];
        let wanted = PathBuf::from(folder);
        let found = known.into_iter().find(|known| *known == wanted);
        found.ok_or_else(|| AppError::new(ErrorCode::PermissionDenied).with("file", folder))
    }
}

/// Lets the system write no image of the memory when the program crashes.
#[cfg(unix)]
fn forbid_core_dumps() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    if let Err(error) = setrlimit(Resource::Core, none) {
        tracing::warn!(%error, "a crash may leave an image of the memory");
    }
}

/// Windows writes none unless an administrator asked for it.
#[cfg(not(unix))]
const fn forbid_core_dumps() {}

/// Randomness for identities. A system without any still gives ascending ones.
fn random_bytes() -> [u8; 10] {
    let mut bytes = [0; 10];
    if let Err(error) = getrandom::fill(&mut bytes) {
        tracing::error!(%error, "no randomness");
    }
    bytes
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_crash_leaves_no_image_of_the_memory() {
        let folder = tempfile::tempdir().unwrap();
        let _app = App::for_this_computer(Some(folder.path().join("workspace")));
        let limits = std::fs::read_to_string("/proc/self/limits").unwrap();
        let line = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
        assert_eq!(line.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"]);
    }
}
