//! Sets of bytes with a look-up in one step.

/// Some ASCII characters.
pub(super) struct ByteSet([bool; 256]);

impl ByteSet {
    /// The set of these bytes.
    pub(super) const fn new(members: &[u8]) -> Self {
        let mut table = [false; 256];
        let mut i = 0;
        while i < members.len() {
            table[members[i] as usize] = true;
            i += 1;
        }
        Self(table)
    }

    /// Whether the byte is a member.
    pub(super) fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte)]
    }

    /// The start of a text up to its first member. Members are ASCII.
    pub(super) fn until<'t>(&self, text: &'t str) -> &'t str {
        let end = text.bytes().position(|byte| self.has(byte));
        &text[..end.unwrap_or(text.len())]
    }

    /// The start of a text that consists of members.
    pub(super) fn span<'t>(&self, text: &'t str) -> &'t str {
        let end = text.bytes().position(|byte| !self.has(byte));
        &text[..end.unwrap_or(text.len())]
    }
}
