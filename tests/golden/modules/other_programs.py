# Starting other programs. What is printed here is flushed, as it would otherwise come after what they print.
import os
import subprocess
from subprocess import DEVNULL, PIPE, STDOUT, Popen, run


def show(*things):
    print(*things, flush=True)


def attempt(call):
    try:
        show(call())
    except (OSError, ValueError, TypeError, subprocess.SubprocessError) as error:
        show(type(error).__name__, error, getattr(error, "filename", ""))


show(run(["echo", "a b", "c"]))
show(run("echo $0 $X; exit 3", shell=True, env={"X": "y", "PATH": os.environ["PATH"]}))
show(run(["cat"], input=b"bytes\n", capture_output=True))
show(run(["cat"], input="text é\r\n", capture_output=True, text=True))
show(run("echo out; echo err >&2", shell=True, stdout=PIPE, stderr=STDOUT, text=True))
show(run("echo out; echo err >&2", shell=True, stdout=DEVNULL, stderr=PIPE))
show(run("kill -9 $$", shell=True).returncode)
show(run("pwd", shell=True, cwd="/", stdout=PIPE).stdout)
attempt(lambda: run(["no-such-program"]))
attempt(lambda: run(["/"]))
attempt(lambda: run(["true"], cwd="/no/such/folder"))
attempt(lambda: run("exit 4", shell=True, check=True))
attempt(lambda: run("kill -15 $$", shell=True, check=True))
try:
    run(["sleep", "5"], timeout=0.1)
except subprocess.TimeoutExpired as error:
    show(error.cmd, error.output)
attempt(lambda: run(["cat"], input=b"", stdin=PIPE))
attempt(lambda: run(["cat"], stdout=PIPE, capture_output=True))
show(run(["cat"], input="x", encoding="latin-1", capture_output=True))
attempt(lambda: Popen(["true"], bufsize="x"))
attempt(lambda: subprocess.check_output(["true"], stdout=1))

big = b"x" * 1_000_000
show(len(run(["cat"], input=big, stdout=PIPE).stdout), run(["true"], input=big).returncode)
show(subprocess.call(["false"]), subprocess.check_call(["true"]), subprocess.check_output(["echo", "x"]))
attempt(lambda: subprocess.check_call(["false"]))
show(subprocess.getoutput("echo x; echo y"), subprocess.getstatusoutput("exit 2"), subprocess.getstatusoutput("echo z"))

with Popen(["sh", "-c", "read line; echo got $line; cat >&2"], stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True) as process:
    show(process, process.poll())
    process.stdin.write("first\nsecond\n")
    process.stdin.flush()
    show(repr(process.stdout.readline()))
    show(process.communicate("third\n"))
    show(process.returncode, process.wait(), process.poll(), type(process.pid))
process = Popen(["sleep", "10"])
attempt(lambda: process.wait(timeout=0.05))
process.terminate()
show(process.wait())
process.kill()
process = Popen(["cat"], stdin=PIPE, stdout=PIPE)
process.stdin.close()
show(process.stdout.read(), process.wait())
process.stdout.close()

with open("/dev/null", "r+b") as file:
    show(run(["cat"], stdin=file, stdout=PIPE).stdout)
reader, writer = os.pipe()
show(run(["echo", "through"], stdout=writer).returncode)
os.close(writer)
show(os.read(reader, 100))
os.close(reader)

show(os.system("exit 5"), os.system("kill -9 $$"), os.waitstatus_to_exitcode(os.system("exit 5")))
os.environ["FROM_HERE"] = "told"
show(os.system("echo $FROM_HERE"))
with os.popen("echo one; echo two; exit 1") as pipe:
    show(list(pipe))
pipe = os.popen("exit 2")
show(pipe.read(), pipe.close())
pipe = os.popen("cat", "w")
pipe.write("written\n")
show(pipe.close())
attempt(lambda: os.popen("x", "rw"))
attempt(lambda: os.popen(3))
attempt(lambda: os.kill(os.getpid(), 0))
attempt(lambda: os.kill(99999999, 0))
for status in (0, 256, 9, 0x137F):
    show(os.WIFEXITED(status), os.WEXITSTATUS(status), os.WIFSIGNALED(status), os.WTERMSIG(status), os.WIFSTOPPED(status))
show(os.getuid() == os.geteuid(), os.getgid() == os.getegid(), os.getppid() > 0, len(os.sched_getaffinity(0)) > 0)
old = os.umask(0o27)
show(oct(os.umask(old)), os.uname().sysname, len(os.uname()))
show(subprocess.list2cmdline(["a b", "c", 'd"e', "f\\", "g h\\"]))
show(subprocess.CompletedProcess("x", 1, "out"), subprocess.CalledProcessError(1, "x"), subprocess.TimeoutExpired("x", 2))
show(sorted(subprocess.__all__))
