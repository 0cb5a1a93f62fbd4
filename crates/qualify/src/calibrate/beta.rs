//! The beta distribution.

/// The value below which this part of the distribution lies.
pub(super) fn quantile(part: f64, a: f64, b: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if below(middle, a, b) < part { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// The part of the distribution below a value: the regularised incomplete beta function.
fn below(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    // The fraction converges quickly on this side of the mean, and the other side is its mirror.
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - below(1.0 - x, b, a);
    }
    let logarithm = libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * libm::log(x) + b * libm::log(1.0 - x);
    libm::exp(logarithm) * fraction(x, a, b) / a
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let kept = |value: f64| if value.abs() < TINY { TINY } else { value };
    let (mut c, mut d) = (1.0, 1.0 / kept(1.0 - (a + b) * x / (a + 1.0)));
    let mut found = d;
    for step in 1..500 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for term in [even, odd] {
            d = 1.0 / kept(1.0 + term * d);
            c = kept(1.0 + term / c);
            change = c * d;
            found *= change;
        }
        if (change - 1.0).abs() < 1e-14 {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (part, a, b, expected) in [
            (0.5, 1.0, 1.0, 0.5),
            (0.05, 1.0, 1.0, 0.05),
            (0.05, 2.0, 38.0, 0.009_035_3),
            (0.95, 2.0, 38.0, 0.115_281_5),
            (0.95, 40.0, 60.0, 0.481_367),
        ] {
            let found = quantile(part, a, b);
            assert!((found - expected).abs() < 1e-3, "{part} of {a}, {b}: {found}");
            assert!((below(found, a, b) - part).abs() < 1e-9);
        }
    }

    #[test]
    fn a_symmetric_distribution_has_its_middle_in_the_middle() {
        for a in [0.5, 1.0, 3.0, 250.0] {
            assert!((below(0.5, a, a) - 0.5).abs() < 1e-9);
        }
        // 1 − (1 − x)², by hand.
        assert!((below(0.3, 1.0, 2.0) - 0.51).abs() < 1e-12);
        assert!((below(0.3, 2.0, 1.0) - 0.09).abs() < 1e-12);
    }
}
