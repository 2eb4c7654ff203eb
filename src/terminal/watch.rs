//! Tells when another session, or a program that syncs folders, wrote to the state folder.
//!
//! On Linux the kernel tells (inotify(7)), and an idle program is never woken. Elsewhere, and on
//! file systems where others write behind the kernel's back, the folder is looked at twice a second.
//! It does not read anything: what is new is the journal's affair.

use std::path::Path;
use std::thread;
use std::time::Duration;

/// How often to look where nobody tells: a few file lengths.
const LOOK: Duration = Duration::from_millis(500);

/// Calls `look` whenever something may have changed in `folder`, which need not exist yet, until
/// that says that nobody wants to know any more.
pub(super) fn watch(folder: &Path, mut look: impl FnMut() -> bool) {
    if told::watch(folder, &mut look) {
        return;
    }
    loop {
        thread::sleep(LOOK);
        if !look() {
            return;
        }
    }
}

#[cfg(target_os = "linux")]
mod told {
    use std::mem::MaybeUninit;
    use std::path::{Path, PathBuf};

    use rustix::fs::inotify::{CreateFlags, Reader, WatchFlags, add_watch, init, remove_watch};
    use rustix::io::{Errno, Result};

    /// File systems whose files others may change without a word: NFS, SMB, CIFS, FUSE (sshfs), 9P,
    /// AFS, Ceph, Lustre (the numbers are those of statfs(2)).
    const REMOTE: [u64; 9] =
        [0x6969, 0x517b, 0xfe53_4d42, 0xff53_4d42, 0x6573_5546, 0x0102_1997, 0x5346_414f, 0x00c3_6400, 0x0bd0_0bd0];

    /// As the outer one; tells whether it is over, or else that the kernel does not tell here.
    pub(super) fn watch(folder: &Path, look: &mut impl FnMut() -> bool) -> bool {
        listen(folder, look).is_ok()
    }

    fn listen(folder: &Path, look: &mut impl FnMut() -> bool) -> Result<()> {
        let inotify = init(CreateFlags::CLOEXEC)?;
        let mut buffer = [MaybeUninit::uninit(); 4096];
        let mut reader = Reader::new(&inotify, &mut buffer);
        let mut watched: Option<(PathBuf, i32)> = None;
        loop {
            let target = nearest(folder);
            if is_remote(&target)? {
                return Err(Errno::NOTSUP);
            }
            if let Some((_, old)) = watched.take_if(|(path, _)| *path != target) {
                // It is gone already where its folder is.
                let _ = remove_watch(&inotify, old);
            }
            let what = WatchFlags::MODIFY | WatchFlags::CREATE | WatchFlags::MOVED_TO;
            let gone = WatchFlags::DELETE_SELF | WatchFlags::MOVE_SELF | WatchFlags::ONLYDIR;
            let descriptor = add_watch(&inotify, &target, what | gone)?;
            let is_new = watched.replace((target, descriptor)).is_none_or(|(_, old)| old != descriptor);
            // What happened before it was watched is looked for as well.
            if !is_new {
                next(&mut reader)?;
            }
            if !look() {
                return Ok(());
            }
        }
    }

    /// Waits for an event and takes all that wait with it.
    fn next(reader: &mut Reader<'_, &std::os::fd::OwnedFd>) -> Result<()> {
        loop {
            match reader.next().map(|_| ()) {
                Ok(()) if reader.is_buffer_empty() => return Ok(()),
                Ok(()) | Err(Errno::INTR) => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The folder, or the nearest above it that is there.
    fn nearest(folder: &Path) -> PathBuf {
        folder.ancestors().find(|path| path.is_dir()).unwrap_or(Path::new("/")).to_owned()
    }

    fn is_remote(folder: &Path) -> Result<bool> {
        let kind = rustix::fs::statfs(folder)?.f_type;
        Ok(u64::try_from(kind).is_ok_and(|kind| REMOTE.contains(&(kind & 0xffff_ffff))))
    }
}

#[cfg(not(target_os = "linux"))]
mod told {
    use std::path::Path;

    pub(super) fn watch(_folder: &Path, _look: &mut impl FnMut() -> bool) -> bool {
        false
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use super::*;

    /// How long to wait for what must come: only a failing test waits so long.
    const PATIENCE: Duration = Duration::from_secs(20);

    #[test]
    fn it_tells_of_files_in_folders_that_are_made_replaced_and_not_there_yet() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("deep/state");
        // What a look found: the files and how long they are, where the folder is there.
        let content = |folder: &Path| {
            let entries = fs::read_dir(folder).ok()?.filter_map(Result::ok);
            let files = entries.filter_map(|entry| Some((entry.file_name(), entry.metadata().ok()?.len())));
            Some(files.collect::<BTreeMap<_, _>>())
        };
        let (sender, looks) = channel();
        let watched = state.clone();
        thread::spawn(move || watch(&watched, || sender.send(content(&watched)).is_ok()));
        // A deed may be told more than once, and late: what counts is that it is seen.
        let told_after = |deed: &dyn Fn()| {
            deed();
            let wanted = content(&state);
            std::iter::from_fn(|| looks.recv_timeout(PATIENCE).ok()).any(|found| found == wanted)
        };
        let journal = state.join("a.jsonl");
        let (part, old) = (folder.path().join("part"), folder.path().join("old"));
        let deeds: [(&str, &dyn Fn()); 8] = [
            ("started", &|| {}),
            ("the folder is made", &|| fs::create_dir_all(&state).unwrap()),
            ("a file is made", &|| fs::write(&journal, "1\n").unwrap()),
            ("it grows", &|| fs::write(&journal, "1\n2\n").unwrap()),
            ("one is moved here", &|| {
                fs::write(&part, "3\n").unwrap();
                fs::rename(&part, state.join("b.jsonl")).unwrap();
            }),
            ("the folder is moved away", &|| fs::rename(&state, &old).unwrap()),
            ("another takes its place", &|| fs::rename(&old, &state).unwrap()),
            ("a file grows in it", &|| fs::write(&journal, "1\n2\n3\n").unwrap()),
        ];
        for (what, deed) in deeds {
            assert!(told_after(deed), "{what}");
        }
    }
}
