"""difflib: matchers, ratios, close matches, deltas of all kinds, and what is refused."""
import difflib
import random
from difflib import SequenceMatcher

random.seed(7)


def show(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
        print(list(result) if hasattr(result, "__next__") else result)
    except Exception as error:
        print(type(error).__name__, error)


s = SequenceMatcher(None, "abxcd", "abcd")
print(s.get_matching_blocks(), s.get_opcodes(), s.ratio(), s.quick_ratio(), s.real_quick_ratio())
print(s.get_matching_blocks() is s.get_matching_blocks(), s.find_longest_match(), s.find_longest_match(2, 5), s.find_longest_match(0, 2, 2, 4))
s = SequenceMatcher(lambda x: x == " ", " abcd", "abcd abcd")
print(s.find_longest_match(0, 5, 0, 9), s.bjunk, s.bpopular, s.b2j)
s.set_seq1("abc")
s.set_seq2("bcd")
print(s.a, s.b, s.ratio(), s.find_longest_match(0, 3, 0, 3))
s.set_seqs("", "")
print(s.ratio(), s.quick_ratio(), s.real_quick_ratio(), s.get_opcodes(), s.get_matching_blocks(), list(s.get_grouped_opcodes()))
print(SequenceMatcher(a=[1, 2, 3], b=(1, 3)).get_opcodes(), SequenceMatcher[int], difflib.Match(1, 2, 3))
s = SequenceMatcher(None, "b" * 200, "a" + "b" * 200)
print(s.ratio(), s.bpopular, SequenceMatcher(None, "b" * 200, "a" + "b" * 200, autojunk=False).ratio())
show(SequenceMatcher, None, [[1]], [[2]])
show(SequenceMatcher, None, 1, 2)
show(SequenceMatcher, None, "a", "b", False, 5)
s = SequenceMatcher(None, list(range(1, 40)), list(range(1, 10)) + [99] + list(range(11, 30)) + list(range(33, 40)))
for n in (0, 1, 3, 100):
    print(list(s.get_grouped_opcodes(n)))

print(difflib.get_close_matches("appel", ["ape", "apple", "peach", "puppy"]))
print(difflib.get_close_matches("wheel", ["while", "wheat", "heel", "well"], 2, 0.5), difflib.get_close_matches("x", ["y"]))
show(difflib.get_close_matches, "a", ["a"], 0)
show(difflib.get_close_matches, "a", ["a"], cutoff=2)
show(difflib.get_close_matches, [1, 2], [[1, 2, 3], [3]])

one = "one\ntwo\nthree\n".splitlines(keepends=True)
two = "ore\ntree\nemu\n".splitlines(keepends=True)
print("".join(difflib.ndiff(one, two)), end="")
delta = list(difflib.ndiff(one, two))
print("".join(difflib.restore(delta, 1)), "".join(difflib.restore(delta, "2")))
show(difflib.restore, delta, 3)
show(difflib.restore, delta, "x")
print("".join(difflib.ndiff(["\tI am a buggy", "\t\tline\n"], ["\tI am a bug", "\t\t line\n"])))
print("".join(difflib.Differ().compare(["  1. Beautiful is better than ugly.\n", "same\n"], ["  1. Beautiful is better than ugly.\n", "  3.   Simple\n", "same\n"])))
print("".join(difflib.Differ(difflib.IS_LINE_JUNK, difflib.IS_CHARACTER_JUNK).compare(["#\n", "a b\n"], ["#\n", "\n", "a  b\n"])))
print([difflib.IS_LINE_JUNK(line) for line in ("\n", "  #   \n", "hello\n", "##\n", "# a", "")])
print([difflib.IS_CHARACTER_JUNK(c) for c in " \tx\n"])
many = [f"line number {i}\n" for i in range(30)]
print(sum(len(line) for line in difflib.ndiff(many, [line.replace("line", "lime") for line in many[:9]])))

for n in (0, 1, 3):
    for function in (difflib.unified_diff, difflib.context_diff):
        print("".join(function(many[:30], many[:4] + ["new\n"] + many[5:20] + many[22:30] + ["end\n"], "old.txt", "new.txt", "yesterday", "", n)))
print(list(difflib.unified_diff("one two".split(), "one tree".split(), lineterm="")))
print(list(difflib.unified_diff([], ["a\n"])), list(difflib.unified_diff(["a\n"], [])), list(difflib.unified_diff([], [])))
print(list(difflib.context_diff([], ["a\n"], "x", "y", "d1", "d2")), list(difflib.context_diff(["a\n", "b\n"], ["a\n"])))
show(difflib.unified_diff, [b"a"], ["b"])
show(difflib.context_diff, ["a"], [1])
show(difflib.unified_diff, ["a"], ["b"], b"x")
show(difflib.context_diff, ["a"], ["b"], lineterm=None)
show(difflib.diff_bytes, difflib.unified_diff, [b"a\xff\n"], [b"b\xfe\n"], b"x", b"y")
show(difflib.diff_bytes, difflib.context_diff, [b"a"], ["b"])
show(difflib.diff_bytes, difflib.unified_diff, [b"a"], [b"b"], "x")
show(difflib.unified_diff, 1, 2)

for _ in range(40):
    a = ["".join(random.choices("ab \t", k=random.randrange(9))) + "\n" for _ in range(random.randrange(8))]
    b = [random.choice(a) if a and random.random() < 0.5 else "".join(random.choices("abc ", k=6)) + "\n" for _ in range(random.randrange(8))]
    print(list(difflib.ndiff(a, b)), SequenceMatcher(None, a, b).get_opcodes())
