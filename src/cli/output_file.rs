//! Output files: complete, or not there.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

/// Writes `text` to `path` by way of a file beside it, so that nobody ever sees half of it.
///
/// A link is followed. A file that is replaced keeps its permissions and its owner, and has to be one that could be written
/// to: being allowed to write to its folder is not enough. A device or a pipe is no file to replace: it is written to.
pub(super) fn write(path: &Path, text: &str) -> io::Result<()> {
    let before = match fs::metadata(path) {
        Ok(it) if !it.is_file() => return OpenOptions::new().write(true).open(path)?.write_all(text.as_bytes()),
        Ok(_) => Some(OpenOptions::new().write(true).open(path)?.metadata()?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let path = target.as_path();
    let name = path.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidFilename))?;
    let temporary = path.with_file_name(format!(".{}.{}.tmp", name.to_string_lossy(), std::process::id()));
    let written = File::create_new(&temporary).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        if let Some(before) = before {
            keep_owner(&file, &before)?;
            // Behind the owner: another one takes the set-user-ID bit away.
            file.set_permissions(before.permissions())?;
        }
        file.sync_all()
    });
    let done = written.and_then(|()| fs::rename(&temporary, path));
    if done.is_err() {
        // Best effort: the error that counts is the one in hand.
        let _ = fs::remove_file(&temporary);
    }
    done
}

/// Gives a file the owner and the group of another one.
#[cfg(unix)]
fn keep_owner(file: &File, before: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, fchown};

    let now = file.metadata()?;
    if (now.uid(), now.gid()) == (before.uid(), before.gid()) {
        return Ok(());
    }
    fchown(file, Some(before.uid()), Some(before.gid()))
        .map_err(|error| io::Error::new(error.kind(), "its owner and group can't be kept"))
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "elsewhere it may fail")]
fn keep_owner(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}
