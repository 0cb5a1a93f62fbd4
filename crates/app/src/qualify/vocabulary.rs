//! The words that offers and ideal customers may use where prospects are held against closed lists: what is not among
//! them would never count for anybody.

use sales_ingest::normal::{
    country::Country,
    title::{FUNCTION_NAMES, Seniority},
};
use sales_qualify::{
    icp::{Icp, Industry, stable_name},
    offer::Offer,
};

use super::descriptions::malformed;
use crate::error::AppError;

/// Whether an ideal customer uses known words alone.
pub(super) fn check_icp(icp: &Icp) -> Result<(), AppError> {
    let seniorities = Seniority::ALL.map(Seniority::as_str);
    named("seniority", "seniorities", &icp.seniorities, &seniorities)?;
    named("function", "functions", &icp.functions, &FUNCTION_NAMES)?;
    industries("industries", &icp.industries)?;
    industries("exclude.industries", &icp.exclude.industries)?;
    countries("countries", &icp.countries)?;
    countries("exclude.countries", &icp.exclude.countries)
}

/// Whether an offer does.
pub(super) fn check_offer(offer: &Offer) -> Result<(), AppError> {
    named("function", "buying_functions", &offer.buying_functions, &FUNCTION_NAMES)
}

fn named(reason: &'static str, path: &str, values: &[String], known: &[&str]) -> Result<(), AppError> {
    match values.iter().find(|value| !known.contains(&stable_name(value).as_str())) {
        Some(value) => Err(malformed(reason, value).with("path", path).with("possible", known.join(", "))),
        None => Ok(()),
    }
}

fn industries(path: &str, values: &[String]) -> Result<(), AppError> {
    match values.iter().find(|value| Industry::parse(value).is_none()) {
        Some(value) => Err(malformed("industry", value).with("path", path)),
        None => Ok(()),
    }
}

fn countries(path: &str, values: &[String]) -> Result<(), AppError> {
    let is_code = |value: &&String| Country::from_code(value.trim()).is_some();
    let Some(value) = values.iter().find(|value| !is_code(value)) else { return Ok(()) };
    let meant = Country::from_name(value.trim());
    let possible = meant.as_ref().map_or("FR, BE, CH, CA, GB, US", Country::code);
    Err(malformed("country", value).with("path", path).with("possible", possible))
}
