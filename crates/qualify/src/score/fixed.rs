//! Powers in integers, the same bits on every machine.

/// One, with 62 bits behind the point.
pub(crate) const UNIT: u64 = 1 << POINT;
const POINT: u32 = 62;

/// A million millionths.
pub(crate) const MILLION: i64 = 1_000_000;

/// The binary logarithm of e with 64 bits behind the point.
const LOG2_E: u128 = 26_613_026_195_688_644_983;

/// `2^(-i / 256^(k + 1))`, with 62 bits behind the point.
static POWERS: [[u64; 256]; 4] = powers();

const fn powers() -> [[u64; 256]; 4] {
    let mut tables = [[UNIT; 256]; 4];
    // 2^-1, and from here on square roots: 2^(-1/2), 2^(-1/4), ...
    let mut root = UNIT >> 1;
    let mut table = 0;
    while table < 4 {
        let mut bit = 8;
        while bit > 0 {
            bit -= 1;
            root = square_root(root);
            let mut place = 0;
            while place < 256 {
                if place & (1 << bit) != 0 {
                    tables[table][place] = times(tables[table][place], root);
                }
                place += 1;
            }
        }
        table += 1;
    }
    tables
}

const fn square_root(value: u64) -> u64 {
    let wide = (value as u128) << POINT;
    low(wide.isqrt())
}

#[expect(clippy::cast_possible_truncation, reason = "both are at most one, with 62 bits behind the point")]
const fn low(value: u128) -> u64 {
    value as u64
}

/// The product of two numbers of at most one, rounded down.
pub(crate) const fn times(left: u64, right: u64) -> u64 {
    low((left as u128 * right as u128) >> POINT)
}

/// `2^-exponent`, the exponent with 32 bits behind the point. Never larger for a larger exponent.
pub(crate) fn power_of_half(exponent: u64) -> u64 {
    let whole = exponent >> 32;
    if whole > u64::from(POINT) {
        return 0;
    }
    let [.., a, b, c, d] = exponent.to_be_bytes();
    let fraction = POWERS[0][usize::from(a)];
    let fraction = times(fraction, POWERS[1][usize::from(b)]);
    let fraction = times(fraction, POWERS[2][usize::from(c)]);
    times(fraction, POWERS[3][usize::from(d)]) >> whole
}

/// `e^(-value / scale)` for a value that is not negative.
pub(crate) fn exponential(value: i64, scale: i64) -> u64 {
    let value = u128::from(value.max(0).unsigned_abs());
    let exponent = (value * LOG2_E / u128::from(scale.unsigned_abs().max(1))) >> 32;
    u64::try_from(exponent).map_or(0, power_of_half)
}

/// A number of at most one with 62 bits behind the point, times a value, rounded to the nearest.
pub(crate) fn share_of(share: u64, value: i64) -> i64 {
    let product = (u128::from(share) * u128::from(value.max(0).unsigned_abs()) + u128::from(UNIT / 2)) >> POINT;
    i64::try_from(product).unwrap_or(i64::MAX)
}

/// The binary logarithm of `above / below`, at least one, with 32 bits behind the point.
pub(crate) fn binary_logarithm(above: u64, below: u64) -> u64 {
    let (above, below) = (u128::from(above.max(1)), u128::from(below.max(1)));
    if above <= below {
        return 0;
    }
    let whole = (above / below).ilog2();
    let mut rest = (above << 63) / (below << whole);
    let mut logarithm = u64::from(whole);
    for _ in 0..32 {
        rest = (rest * rest) >> 63;
        let bit = rest >> 64;
        logarithm = logarithm << 1 | low(bit);
        rest >>= bit;
    }
    logarithm
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What the standard library says, which may differ between machines in the last bits.
    #[expect(clippy::cast_precision_loss, reason = "compared to twelve digits")]
    fn near(found: u64, one: f64, expected: f64) -> bool {
        (found as f64 / one - expected).abs() < 1e-9
    }

    const ONE: f64 = (1_u64 << 62) as f64;
    const ONE_32: f64 = (1_u64 << 32) as f64;

    proptest! {
        #[test]
        #[expect(clippy::cast_precision_loss, reason = "compared to nine digits")]
        fn powers_and_logarithms_are_what_they_are_called(
            exponent in 0..40_u64 << 32, value in 0..1_000_000_000_i64, above in 1..u64::MAX, below in 1..u64::MAX,
        ) {
            prop_assert!(near(power_of_half(exponent), ONE, (-(exponent as f64) / ONE_32).exp2()));
            prop_assert!(near(exponential(value, 50_000_000), ONE, (-(value as f64) / 5e7).exp()));
            let ratio = (above as f64 / below as f64).log2().max(0.0);
            prop_assert!(near(binary_logarithm(above, below), ONE_32, ratio));
        }

        #[test]
        fn more_is_never_more(exponent in 0..70_u64 << 32, further in 1..1_u64 << 33) {
            prop_assert!(power_of_half(exponent) >= power_of_half(exponent + further));
            prop_assert!(power_of_half(exponent) >= power_of_half(exponent + 1));
        }
    }

    #[test]
    fn the_ends() {
        assert_eq!((power_of_half(0), power_of_half(1 << 32), power_of_half(u64::MAX)), (UNIT, UNIT / 2, 0));
        assert_eq!((exponential(0, 1), exponential(-5, 1), exponential(i64::MAX, 1)), (UNIT, UNIT, 0));
        assert_eq!((binary_logarithm(8, 1), binary_logarithm(1, 8), binary_logarithm(0, 0)), (3 << 32, 0, 0));
    }
}
