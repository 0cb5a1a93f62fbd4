#![doc = include_str!("../README.md")]

pub mod calibrate;
pub mod catalogue;
pub mod explain;
pub mod extract;
pub mod growth;
pub mod icp;
pub mod offer;
pub mod record;
pub mod score;
pub mod text;
