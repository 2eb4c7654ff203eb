//! Bytes to text: byte order marks, UTF-8, what the text declares, then a guess that expects French.
//!
//! Line ends become LF and the text is scrubbed, so that nothing else ever needs to think of either.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::text::scrub::scrub;

/// Decoded text.
pub(super) struct Decoded {
    /// Scrubbed text, its lines ending at LF.
    pub text: String,
    /// Whether some bytes could not be decoded.
    pub is_damaged: bool,
}

/// Whether bytes are text: NUL bytes are a matter of course in UTF-16 and in no other.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    Encoding::for_bom(bytes).is_some() || !has_nul(bytes)
}

/// Decodes bytes; `None` where they are no text.
pub(super) fn decode(bytes: Cow<'_, [u8]>) -> Option<Decoded> {
    let marked = Encoding::for_bom(&bytes).map(|(encoding, _)| encoding);
    if marked.is_none() && has_nul(&bytes) {
        return None;
    }
    // Nearly always the bytes are the text: a copy of a long one would be the peak of all memory.
    let bytes = match marked {
        Some(_) => bytes,
        None => match String::from_utf8(bytes.into_owned()) {
            Ok(text) => return Some(Decoded { text: scrubbed(text), is_damaged: false }),
            Err(error) => error.into_bytes().into(),
        },
    };
    let (text, is_damaged) = marked.unwrap_or_else(|| find(&bytes)).decode_with_bom_removal(&bytes);
    Some(Decoded { text: scrubbed(text.into_owned()), is_damaged })
}

/// Text with LF line ends, scrubbed.
fn scrubbed(text: String) -> String {
    let text = with_line_ends(text);
    let changed = match scrub(&text) {
        Cow::Borrowed(_) => None,
        Cow::Owned(changed) => Some(changed),
    };
    changed.unwrap_or(text)
}

/// Whether NUL bytes show that this is no text; a stray one is scrubbed like any control character.
fn has_nul(bytes: &[u8]) -> bool {
    let head = bytes.get(..8192).unwrap_or(bytes);
    let count = memchr::memchr_iter(0, head).count();
    count * 100 > head.len() || count > 0 && std::str::from_utf8(bytes).is_err()
}

fn find(bytes: &[u8]) -> &'static Encoding {
    if is_mostly_utf_8(bytes) {
        return UTF_8;
    }
    declared(bytes).unwrap_or_else(|| guess(bytes))
}

/// Whether bytes are UTF-8 but for a broken sequence here and there (a cut end, a bad splice).
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad, mut rest) = (0_usize, 0_usize, bytes);
    while let Err(error) = std::str::from_utf8(rest) {
        let (valid, after) = rest.split_at_checked(error.valid_up_to()).unwrap_or_default();
        good += valid.iter().filter(|byte| **byte >= 0xc2).count();
        bad += 1;
        rest = after.get(error.error_len().unwrap_or(after.len()).max(1)..).unwrap_or_default();
    }
    good += rest.iter().filter(|byte| **byte >= 0xc2).count();
    // In a text of another encoding nearly every accent is a broken sequence.
    good > bad * 10
}

/// The encoding that the first lines declare: `charset=…`, `encoding="…"`, `coding: …`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(bytes)).to_lowercase();
    ["charset=", "encoding=", "coding:", "charset:"].iter().find_map(|key| {
        let (_, after) = head.split_once(key)?;
        let after = after.trim_start_matches(['"', '\'', ' ']);
        let end = after
            .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-' && letter != '_')
            .unwrap_or(after.len());
        let encoding = Encoding::for_label(after.get(..end)?.as_bytes())?;
        // It was found not to be UTF-8 before.
        if encoding == UTF_8 || !encoding.is_ascii_compatible() { None } else { Some(encoding) }
    })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // A sample is enough, and keeps the cost of large files down.
    const SAMPLE: usize = 1 << 20;
    detector.feed(bytes.get(..SAMPLE).unwrap_or(bytes), true);
    let encoding = detector.guess(Some(b"fr"), Utf8Detection::Deny);
    if encoding == UTF_8 { WINDOWS_1252 } else { encoding }
}

/// CRLF becomes LF; CR alone does so only in a text that has no LF at all.
fn with_line_ends(text: String) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        text
    } else if text.contains('\n') {
        text.replace("\r\n", "\n")
    } else {
        text.replace('\r', "\n")
    }
}
