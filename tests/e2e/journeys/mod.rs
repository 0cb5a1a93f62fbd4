//! What people do with the product, from beginning to end.

mod big_list;
mod duplicates;
mod everyday;
mod export;
mod files;
mod first_start;
mod hostile;
mod import;
mod keyboard;
mod keyring;
mod screens;
mod steps;
