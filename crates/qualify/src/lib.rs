#![doc = include_str!("../README.md")]

pub mod catalogue;
pub mod icp;
pub mod offer;
pub mod score;
