"""Records what CPython says of each snippet of tests/syntax_errors.txt, and compares what the example `errors` says.

The corpus: snippets, each followed by a line `#> Class|message|lineno|offset|end_offset` (or `#> ok`), separated by
a line `#---`.

usage: record_syntax_errors.py CORPUS                    rewrite the expectations
       record_syntax_errors.py --against BINARY CORPUS   the share that BINARY matches
"""
import subprocess, sys, warnings
warnings.simplefilter("ignore")

def snippets(path):
    with open(path, encoding="utf-8", newline="") as f: text = f.read()
    for part in text.split("#---\n"):
        if part.strip():
            body, _, expected = part.rpartition("#> ") if "#> " in part else (part, "", "")
            yield body.removesuffix("\n"), expected.strip()

def judge(source):
    try: compile(source, "<corpus>", "exec")
    except SyntaxError as e: return f"{type(e).__name__}|{e.msg}|{e.lineno}|{e.offset}|{e.end_offset}"
    except MemoryError: return "MemoryError||||"
    except RecursionError: return "RecursionError||||"
    return "ok"

if sys.argv[1] == "--against":
    cases = list(snippets(sys.argv[3]))
    same = text = 0
    output = subprocess.run([sys.argv[2], sys.argv[3]], capture_output=True, text=True).stdout.splitlines()
    for (source, expected), actual in zip(cases, output, strict=True):
        a, b = expected.split("|"), actual.split("|")
        same += a == b
        text += a[:2] == b[:2]
        if a != b: print(f"{source!r}\n  cpython {expected}\n  ours    {actual}")
    print(f"{len(cases)} cases: {text} same message, {same} same message and place")
else:
    path = sys.argv[1]
    cases = [source for source, _ in snippets(path)]
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write("".join(f"{source}\n#> {judge(source)}\n#---\n" for source in cases))
