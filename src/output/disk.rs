//! The few operations that are ever done on the output folder.
//!
//! In: places and what is to be there. Out: a disk that has changed. Every change to the output goes through
//! [`Disk`], one call a step, so that a test can let any single step fail, or be the last.
//!
//! May touch: render, disk

use crate::render::Writing;
use std::fs::{self, File};
use std::io;
use std::path::Path;

/// What the output is written to.
pub trait Disk: Sync {
    /// Makes a folder whose parent is there. Anyone may read it.
    ///
    /// # Errors
    /// When the disk does not let us, as with each of these.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;
    /// Writes a new file. Anyone may read it. It is not yet durable: see [`Disk::sync`].
    ///
    /// # Errors
    /// When the disk is full, for one.
    fn write(&self, file: &Path, content: &Writing<'_>) -> io::Result<()>;
    /// Waits until a file or folder will survive a loss of power.
    ///
    /// # Errors
    /// When the disk could not write what it had accepted.
    fn sync(&self, place: &Path) -> io::Result<()>;
    /// Waits until everything that was written to the disk of a folder will survive a loss of power; false
    /// where the system has no such call, and each file has to be synced by itself.
    ///
    /// # Errors
    /// As for [`Disk::sync`].
    fn sync_all(&self, folder: &Path) -> io::Result<bool>;
    /// Moves a file, over the one that was there, in one step; or a folder with all that is in it, to
    /// where nothing is.
    ///
    /// # Errors
    /// When a folder is in the place of a file, for one.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    ///
    /// # Errors
    /// When it is not there, for one.
    fn remove_file(&self, file: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    ///
    /// # Errors
    /// When it is not empty, for one.
    fn remove_folder(&self, folder: &Path) -> io::Result<()>;
}

/// The real disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir(folder)?;
        set_mode(folder, 0o755)
    }

    fn write(&self, file: &Path, content: &Writing<'_>) -> io::Result<()> {
        content(&mut File::create(file)?)?;
        set_mode(file, 0o644)
    }

    fn sync(&self, place: &Path) -> io::Result<()> {
        // Windows cannot open a folder to flush it; its file system keeps names in a journal.
        if cfg!(windows) && place.is_dir() {
            return Ok(());
        }
        File::options().read(true).write(cfg!(windows)).open(place)?.sync_all()
    }

    #[cfg(target_os = "linux")]
    fn sync_all(&self, folder: &Path) -> io::Result<bool> {
        rustix::fs::syncfs(File::open(folder)?)?;
        Ok(true)
    }

    #[cfg(not(target_os = "linux"))]
    fn sync_all(&self, _folder: &Path) -> io::Result<bool> {
        Ok(false)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&self, file: &Path) -> io::Result<()> {
        fs::remove_file(file)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        fs::remove_dir(folder)
    }
}

/// Lets a web server read what is published, whatever the user's umask. Most files are readable already.
#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    match fs::metadata(path)?.permissions().mode() & 0o7777 == mode {
        true => Ok(()),
        false => fs::set_permissions(path, fs::Permissions::from_mode(mode)),
    }
}

#[cfg(not(unix))]
fn set_mode(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}
