print("%s %d %f" % ("a", 5, 1.5), "%r %a" % ("é", "é"), "%5d|%-5d|%05d|%+d|% d" % (1, 2, 3, 4, 5), "%x %X %o %#x %#o %c %c" % (255, 255, 8, 255, 8, 65, "z"))
print("%.2f %8.3f %-8.1f| %e %.1E %g %G %%" % (3.14159, 2.5, 1.25, 12345.678, 0.00012, 1e-10, 1e20), "%.3s|%5.1s|" % ("hello", "xyz"))
print("%(a)s %(b)05.1f %(a)r" % {"a": "x", "b": 2.25}, "%s" % 5, "%s" % (5,), "%s" % [1, 2], "%s" % ((1, 2),), "%*d|%-*d|%.*f" % (5, 1, 4, 2, 1, 3.14159), "no args" % (), "%s" % {"a": 1})
print("%d" % 3.99, "%d" % -3.99, "%i %u" % (1, 2), "%d" % True, "%s %s" % (None, True), "%d" % 10**30, "%x" % 2**70, "%5s|%-5s|" % ("é", "😀"), "%%" % (), "%s%%" % 50, "%+.1f" % -0.0, "%ld" % 5)
for f in (lambda: "%d" % "x", lambda: "%s %s" % "a", lambda: "%s" % (1, 2), lambda: "%q" % 1, lambda: "%(a)s" % {}, lambda: "%(a)s" % 5, lambda: "%" % 1, lambda: "%x" % 1.5, lambda: "%c" % "ab", lambda: "%c" % -1, lambda: "%d" % None, lambda: "%s" % (), lambda: "abc" % 1, lambda: "%f" % "a", lambda: "%(a" % {}, lambda: "%*d" % ("a", 1), lambda: "%c" % 1.5, lambda: "%d" % float("nan"), lambda: "%5", lambda: "%5" % 1):
    try:
        print(f())
    except (TypeError, ValueError, KeyError, OverflowError) as e:
        print(type(e).__name__, e)
print("abc" % {}, "abc" % [], "%s" % "%s", "%s, %s" % ("a", ("b", "c")))
rows = [("apple", 3, 1.25), ("kiwi", 12, 0.4)]
for name, count, price in rows:
    print("%-8s|%4d|%7.2f|%08.3f" % (name, count, price, count * price))
