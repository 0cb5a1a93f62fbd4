//! The way of the rows: a thread reads and normalises, this one judges and writes.

use std::{
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
};

use sales_ingest::read::{ReadError, RowReader};

use super::{chunk::Chunk, routes::Routes, rows::Rows};
use crate::{error::AppError, keys::KeyMaker};

/// Chunks that wait at most while another one is written.
const AHEAD: usize = 2;

/// What the rows of an import are read with.
#[derive(Clone)]
pub(crate) struct Feed<'a> {
    pub rows: &'a Rows,
    pub routes: &'a Routes,
    /// Rows that an earlier run has done.
    pub done_rows: u64,
}

impl Feed<'_> {
    /// Gives the chunks of rows to `visit`, in their order, until the end, an error, or until
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
        if let Err(error) = self.give_all(&mut keys, give) {
            // Nobody listens any more when the import ended first.
            let _ = give.send(Err(error));
        }
    }

    fn give_all(&self, keys: &mut KeyMaker, give: &SyncSender<Result<Chunk, ReadError>>) -> Result<(), ReadError> {
        match self.rows {
            Rows::File { path, layout } => {
                let mut reader = RowReader::open(path, layout)?;
                reader.skip_rows(self.done_rows)?;
                while let Some(chunk) = Chunk::read(&mut reader, self.routes, keys)? {
                    if give.send(Ok(chunk)).is_err() {
                        break;
                    }
                }
            }
            Rows::Made(batch) if self.done_rows == 0 => {
                let chunk = Chunk::of(batch.clone(), batch.len() as u64, self.routes, keys);
                let _ = give.send(Ok(chunk));
            }
            // They are written in one go.
            Rows::Made(_) => {}
        }
        Ok(())
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
