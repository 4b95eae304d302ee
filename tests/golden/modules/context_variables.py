# The modules contextvars, errno, stat and atexit.
import atexit
import contextvars
import errno
import os
import stat


def show(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, str(error).split(" at 0x")[0])


color = contextvars.ContextVar("color", default="red")
size = contextvars.ContextVar("size")
print(color.name, color.get(), color.get("blue"), size.get(3), len(contextvars.copy_context()))
show(size.get)
first = color.set("green")
second = color.set("black")
print(first.var is color, first.old_value is contextvars.Token.MISSING, contextvars.Token.MISSING, second.old_value, color.get())


def inside():
    print("inside", color.get(), size.get("none"))
    color.set("white")
    size.set(5)
    return sorted((var.name, value) for var, value in contextvars.copy_context().items())


context = contextvars.copy_context()
print(context.run(inside), color.get(), size.get("none"), context[color], context[size], size in context, color in context)
other = context.copy()
print(other == context, other is context, len(other), context.get(size), contextvars.Context().get(size, "x"), list(contextvars.Context()))
show(lambda: context.run(context.run, print))
show(lambda: context.run(lambda: 1 / 0))
show(lambda: context[1])
show(lambda: contextvars.Context()[size])
show(lambda: contextvars.Context(1))
show(lambda: contextvars.Context().run())
show(contextvars.Token)
show(lambda: contextvars.ContextVar(1))
show(lambda: color.reset(3))
show(lambda: context.run(color.reset, second))
show(lambda: size.reset(second))
color.reset(second)
show(lambda: color.reset(second))
print(color.get())
color.reset(first)
print(color.get(), [type(kind).__name__ for kind in (color, first, context)])
for cls in (contextvars.ContextVar, contextvars.Token, contextvars.Context):
    show(lambda: type("Sub", (cls,), {}))
    print(cls)
for bad in (lambda: setattr(color, "other", 1), lambda: hash(first), lambda: hash(context)):
    try:
        bad()
    except (AttributeError, TypeError) as error:
        print(type(error).__name__)
show(lambda: context.run(print, "a", "b", sep="-"))

print(errno.ENOENT, errno.errorcode[errno.EACCES], errno.errorcode[errno.EAGAIN], errno.EWOULDBLOCK == errno.EAGAIN, len(errno.errorcode) > 30)
try:
    open("no such file")
except OSError as error:
    print(error.errno == errno.ENOENT, os.strerror(errno.EPERM))
for mode in (0o100644, 0o040755, 0o120777, 0o104755, 0o102644, 0o041777, 0o041776, 0o020600, 0o060600, 0o010600, 0o140600, 0, 0o170000):
    print(oct(mode), stat.filemode(mode), oct(stat.S_IMODE(mode)), oct(stat.S_IFMT(mode)), stat.S_ISREG(mode), stat.S_ISDIR(mode), stat.S_ISLNK(mode))
print(stat.S_ISREG(os.stat("Cargo.toml").st_mode), os.stat("Cargo.toml")[stat.ST_SIZE] > 0, stat.S_IRWXU | stat.S_IRGRP, stat.FILE_ATTRIBUTE_HIDDEN)


@atexit.register
def last():
    print("last")


def say(*args, **keywords):
    print("say", args, keywords)


print(atexit.register(say, 1, x=2) is say)
show(lambda: atexit.register())
show(lambda: atexit.register(5))
atexit.register(say, "gone")
atexit.unregister(say)
atexit.register(say, 3)


@atexit.register
def fails():
    atexit.register(say, "too late")
    raise ValueError("in the end")
