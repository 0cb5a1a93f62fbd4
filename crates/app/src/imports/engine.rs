//! The way of the rows: a thread reads and normalises, this one judges and writes.

use std::{
    path::Path,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
};

use sales_ingest::read::{Layout, ReadError, RowReader};

use super::{chunk::Chunk, routes::Routes};
use crate::{error::AppError, keys::KeyMaker};

/// Chunks that wait at most while another one is written.
const AHEAD: usize = 2;

/// What the rows of a file are read with.
#[derive(Clone)]
pub(crate) struct Feed<'a> {
    pub path: &'a Path,
    pub layout: &'a Layout,
    pub routes: &'a Routes,
    /// Rows that an earlier run has done.
    pub done_rows: u64,
}


impl Feed<'_> {
    /// Gives the chunks of the file to `visit`, in their order, until the end, an error, or until
    /// `visit` says that it is enough.
    pub fn each(
        &self,
        keys: KeyMaker,
        mut visit: impl FnMut(&Chunk) -> Result<bool, AppError>,
    ) -> Result<(), AppError> {
        thread::scope(|scope| {
            let (give, take) = sync_channel(AHEAD);
            scope.spawn(move || self.read(keys, &give));
            take_all(&take, &mut visit)
        })
    }

    fn read(&self, mut keys: KeyMaker, give: &SyncSender<Result<Chunk, ReadError>>) {
        let result = (|| {
            let mut reader = RowReader::open(self.path, self.layout)?;
            reader.skip_rows(self.done_rows)?;
            while let Some(chunk) = Chunk::read(&mut reader, self.routes, &mut keys)? {
                if give.send(Ok(chunk)).is_err() {
                    break;
                }
            }
            Ok(())
        })();
        if let Err(error) = result {
            // Nobody listens any more when the import ended first.
            let _ = give.send(Err(error));
        }
    }
}

fn take_all(
    take: &Receiver<Result<Chunk, ReadError>>,
    visit: &mut impl FnMut(&Chunk) -> Result<bool, AppError>,
) -> Result<(), AppError> {
    for chunk in take {
        if !visit(&chunk?)? {
            break;
        }
    }
    Ok(())
}
