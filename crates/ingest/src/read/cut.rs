//! The beginning of a text.

/// At most so many bytes from the beginning, whole characters only.
pub(super) fn beginning(text: &str, bytes: usize) -> &str {
    if text.len() <= bytes {
        return text;
    }
    let end = (0..=bytes).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_stay_whole() {
        assert_eq!(beginning("été", 9), "été");
        assert_eq!(beginning("été", 3), "ét");
        assert_eq!(beginning("été", 1), "");
    }
}
