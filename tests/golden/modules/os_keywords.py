# Functions on paths, with keywords that scripts hand on.
import os

folder = f"/tmp/hoopsnake-keywords-{os.getpid()}"
os.mkdir(folder, 0o755, dir_fd=None)
path, other, link = (os.path.join(folder, name) for name in ("file", "other", "link"))
with open(path, "w") as file:
    file.write("text")
os.chmod(path, 0o640, dir_fd=None, follow_symlinks=True)
print(oct(os.stat(path, follow_symlinks=True).st_mode))
os.chmod(path=path, mode=0o600)
print(oct(os.lstat(path).st_mode), os.access(path, os.R_OK, follow_symlinks=True))
os.rename(path, other, src_dir_fd=None, dst_dir_fd=None)
os.replace(other, path, src_dir_fd=None)
os.symlink(path, link, False, dir_fd=None)
print(os.readlink(link, dir_fd=None) == path, os.path.islink(link))
os.link(path, other, follow_symlinks=True)
print(os.stat(path).st_nlink, sorted(os.listdir(folder)))
os.utime(path, (1, 2), dir_fd=None, follow_symlinks=True)
print(os.stat(path).st_mtime)
os.unlink(link, dir_fd=None)
os.remove(other, dir_fd=None)
os.remove(path)
os.rmdir(folder, dir_fd=None)
print(os.path.exists(folder))
for call in (lambda: os.chmod("x"), lambda: os.chmod("x", 1, True), lambda: os.remove(), lambda: os.rename("a", "b", "c")):
    try:
        call()
    except TypeError:
        print("TypeError")
