//! Work divided among the processors.

use std::{ops::Range, thread};

/// On more threads than this, memory is what is waited for.
const MAX_THREADS: usize = 4;

/// Calls `work` on parts of `0..count`, each of `min` or more where there are so many, at the same
/// time; the answers in the order of the parts.
pub(super) fn over<T: Send>(count: usize, min: usize, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    let processors = thread::available_parallelism().map_or(1, usize::from).min(MAX_THREADS);
    let parts = (count / min).clamp(1, processors);
    if parts == 1 {
        return vec![work(0..count)];
    }
    let part = |i: usize| count * i / parts..count * (i + 1) / parts;
    thread::scope(|scope| {
        let work = &work;
        let others: Vec<_> = (1..parts).map(|i| scope.spawn(move || work(part(i)))).collect();
        let first = work(part(0));
        let others =
            others.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        std::iter::once(first).chain(others).collect()
    })
}
