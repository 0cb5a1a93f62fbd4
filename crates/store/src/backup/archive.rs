use std::{
    fs::{File, OpenOptions},
    io::{self, BufReader, Read, Write},
    ops::ControlFlow,
    path::Path,
};

use blake2::{Blake2b256, Digest};
use sales_core::{ids::WorkspaceId, time::UtcMillis};
use serde::{Deserialize, Serialize};
use zip::{CompressionMethod, ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::{BackupInfo, OnProgress, Phase, Progress};
use crate::{
    error::{Result, StoreError},
    workspace_dir::{DATABASE, KEY, open_private},
};

const FORMAT: &str = "sales-agent-backup";
const VERSION: u32 = 1;
const LABEL: &str = "backup.json";
/// Far above what the label and the key file need.
const MAX_SMALL_ENTRY: u64 = 64 * 1024;
const CHUNK: usize = 1024 * 1024;

/// The entry that tells what the archive is and what the database in it must hash to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Label {
    format: String,
    version: u32,
    workspace: WorkspaceId,
    made_at: String,
    database_bytes: u64,
    database_blake2b: String,
}

/// What every version of the label has.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

impl Label {
    pub(super) fn new(workspace: WorkspaceId, now: UtcMillis) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            workspace,
            made_at: now.to_rfc3339(),
            database_bytes: 0,
            database_blake2b: String::new(),
        }
    }

    pub(super) fn info(&self, file: &Path, has_passphrase: bool) -> BackupInfo {
        BackupInfo {
            file: file.to_owned(),
            workspace: self.workspace,
            made_at: UtcMillis::from_rfc3339(&self.made_at).unwrap_or(UtcMillis(0)),
            database_bytes: self.database_bytes,
            has_passphrase,
        }
    }
}

/// Writes the archive at `target`; the label's size and hash are filled in.
pub(super) fn pack(target: &Path, label: Label, key: &[u8], database: &Path, progress: OnProgress<'_>) -> Result<()> {
    let at_source = |error| StoreError::from_io(database, error);
    let mut source = File::open(database).map_err(at_source)?;
    let database_bytes = source.metadata().map_err(at_source)?.len();
    let file = open_private(target, OpenOptions::new().write(true).create(true).truncate(true))?;
    let mut zip = ZipWriter::new(file);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .large_file(true)
        .unix_permissions(0o600);
    let failed = |error: ZipError| fault(target, error);

    zip.start_file(KEY, options).map_err(failed)?;
    zip.write_all(key).map_err(|error| StoreError::from_io(target, error))?;
    zip.start_file(DATABASE, options).map_err(failed)?;
    let hash = transfer(&mut source, &mut zip, database_bytes, target, progress)?;
    let label = Label { database_bytes, database_blake2b: hash, ..label };
    zip.start_file(LABEL, options).map_err(failed)?;
    let json = serde_json::to_vec_pretty(&label).expect("a plain struct of text and numbers always serialises");
    zip.write_all(&json).map_err(|error| StoreError::from_io(target, error))?;
    let file = zip.finish().map_err(failed)?;
    file.sync_all().map_err(|error| StoreError::from_io(target, error))
}

/// Reads the archive at `path` whole: what was written is what is on the disk.
pub(super) fn check(path: &Path, progress: OnProgress<'_>) -> Result<Label> {
    let mut archive = Archive::open(path)?;
    archive.extract_database(&mut io::sink(), progress)?;
    Ok(archive.label)
}

/// An archive that was opened for reading, with its label.
pub(super) struct Archive<'a> {
    path: &'a Path,
    zip: ZipArchive<BufReader<File>>,
    pub label: Label,
}

impl<'a> Archive<'a> {
    pub(super) fn open(path: &'a Path) -> Result<Self> {
        let file = File::open(path).map_err(|error| StoreError::from_io(path, error))?;
        let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|error| fault(path, error))?;
        let json = small_entry(&mut zip, path, LABEL)?;
        let unusable = |detail: String| StoreError::BackupUnusable { file: path.to_owned(), detail };
        let head: Head = serde_json::from_slice(&json).map_err(|error| unusable(error.to_string()))?;
        if head.format != FORMAT {
            return Err(unusable("another format".to_owned()));
        }
        if head.version > VERSION {
            return Err(StoreError::NewerBackup { found: head.version, known: VERSION });
        }
        let label = serde_json::from_slice(&json).map_err(|error| unusable(error.to_string()))?;
        Ok(Self { path, zip, label })
    }

    pub(super) fn key_json(&mut self) -> Result<Vec<u8>> {
        small_entry(&mut self.zip, self.path, KEY)
    }

    /// Copies the database out and compares it with the label.
    pub(super) fn extract_database(&mut self, out: &mut dyn Write, progress: OnProgress<'_>) -> Result<()> {
        let unusable =
            |detail: &str| StoreError::BackupUnusable { file: self.path.to_owned(), detail: detail.to_owned() };
        let mut entry = self.zip.by_name(DATABASE).map_err(|error| fault(self.path, error))?;
        if entry.compression() != CompressionMethod::Stored || entry.size() != self.label.database_bytes {
            return Err(unusable("the database is packed in another way"));
        }
        let hash = transfer(&mut entry, out, self.label.database_bytes, self.path, progress)?;
        if hash == self.label.database_blake2b { Ok(()) } else { Err(unusable("the checksum does not match")) }
    }
}

fn small_entry(zip: &mut ZipArchive<BufReader<File>>, path: &Path, name: &str) -> Result<Vec<u8>> {
    let entry = zip.by_name(name).map_err(|error| fault(path, error))?;
    let mut bytes = Vec::new();
    entry.take(MAX_SMALL_ENTRY).read_to_end(&mut bytes).map_err(|error| unreadable(path, error))?;
    Ok(bytes)
}

/// Copies everything and gives the hash of it in hexadecimal.
fn transfer(
    from: &mut dyn Read,
    to: &mut dyn Write,
    total: u64,
    path: &Path,
    progress: OnProgress<'_>,
) -> Result<String> {
    let mut hash = Blake2b256::new();
    let mut chunk = vec![0; CHUNK];
    let mut done = 0;
    loop {
        if progress(Progress { phase: Phase::Packing, done, total }) == ControlFlow::Break(()) {
            return Err(StoreError::Cancelled);
        }
        let read = from.read(&mut chunk).map_err(|error| unreadable(path, error))?;
        if read == 0 {
            return Ok(hex::encode(hash.finalize()));
        }
        hash.update(&chunk[..read]);
        to.write_all(&chunk[..read]).map_err(|error| StoreError::from_io(path, error))?;
        done += read as u64;
    }
}

/// A checksum of the archive that does not match is an error of reading, too.
fn unreadable(path: &Path, error: io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof | io::ErrorKind::Other => {
            StoreError::BackupUnusable { file: path.to_owned(), detail: error.to_string() }
        }
        _ => StoreError::from_io(path, error),
    }
}

fn fault(path: &Path, error: ZipError) -> StoreError {
    match error {
        ZipError::Io(error) => unreadable(path, error),
        other => StoreError::BackupUnusable { file: path.to_owned(), detail: other.to_string() },
    }
}
