//! Compressed inputs, which are known by their first bytes, whatever they are called: no JSON begins with them.

use std::fs::File;
use std::io::{self, Cursor, ErrorKind, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

/// The bytes themselves: decompressed, where they are compressed with gzip or Zstandard.
pub(super) fn plain<R: Read + Send + 'static>(mut input: R) -> io::Result<Box<dyn Read + Send>> {
    let (head, count) = head(&mut input)?;
    let whole = Cursor::new(head).take(count).chain(input);
    Ok(match head {
        [0x1f, 0x8b, ..] => Box::new(MultiGzDecoder::new(whole)),
        // A frame, or one that holds no data before it.
        [0x28, 0xb5, 0x2f, 0xfd] | [0x50..=0x5f, 0x2a, 0x4d, 0x18] => Box::new(zstd::Decoder::new(whole)?),
        _ => Box::new(whole),
    })
}

/// The bytes of a file: decompressed, where they are compressed.
pub(in crate::cli) fn file(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    plain(File::open(path)?)
}

/// The first bytes, zeros behind the end, and how many there are.
fn head(input: &mut impl Read) -> io::Result<([u8; 4], u64)> {
    let mut head = [0; 4];
    let mut count = 0;
    while let Some(room) = head.get_mut(count..).filter(|room| !room.is_empty()) {
        match input.read(room) {
            Ok(0) => break,
            Ok(read) => count += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok((head, count as u64))
}
