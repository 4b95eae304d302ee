name, n, pi, none = "World", 42, 3.14159, None
print(f"Hello {name}!", f"{n + 1}", f"{name!r:>10}|", f"{pi:.2f}", f"{n:05d}|{n:<6}|{n:^6}|{n:>6}|{n:+}|{n:x}|{n:#b}", f"{none}")
print(f"{{literal}} {{{n}}}", f"{'nested ' + 'quotes'}", f"{name[0]}{name[-1]}", f"{[1, 2][0]}", f"{ {'a': 1}['a'] }", f"{(lambda x: x * 2)(4)}")
print(f"{n=}", f"{n = }", f"{n=:>6}", f"{name=!s}", f"{n+1=}", f"{name!r}", f"{'é'!a}", f"{len(name)=}")
width, prec = 10, 3
print(f"{pi:{width}.{prec}f}|", f"{name:{'>'}{width}}|", f"{pi:{width}}", f"{n:{width}{'d'}}")
print(f"a" "b" f"{n}" "c{n}", f"" == "", rf"{n}\n", fr"\d{n}", F"{n}")
print(f"""multi
{n}
  line {name
}""")
print(f"{n if n > 40 else 'small'}", f"{n:,}", f"{1234567.891:,.1f}", f"{1e10}", f"{True}", f"{n!s:>5}", f"{'x':*^5}")
print(f"{f'{n}'}", f"{'{'}{'}'}", f"{n}{n}{n}", f"{ n }", f"{n:}", f"{[x for x in range(3)]}", f"{ {1, 2} }", f"{(1,)}")
for f in (lambda: f"{undefined_in_fstring}", lambda: f"{n:z}", lambda: f"{name:d}", lambda: f"{pi:d}", lambda: f"{[]:>5}", lambda: f"{none:5}", lambda: f"{n:{'bad'}}", lambda: f"{1/0}", lambda: f"{n:.3d}", lambda: f"{name:+}"):
    try:
        print(f())
    except (NameError, ValueError, TypeError, ZeroDivisionError) as e:
        print(type(e).__name__, e)


class P:
    def __format__(self, spec):
        return f"<{spec}>"


print(f"{P()}", f"{P():a b}", f"{P():%Y-%m}", f"{P()!s:.5}"[:5], f"{P():{n}x}", f"{n:>{n//4}}")
print(f"{'a' 'b'}", f"{n,}", f"{n, name}", f"{*[1, 2],}", f"{(y := 5)} {y}", f"{n!r}" f"{n!s}", f"{n == 42}", f"{n != 1}", f"{n >= 1}")
