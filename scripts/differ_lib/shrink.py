"""Makes the text of a piece smaller as long as the difference stays.

Programs are shrunk by their syntax tree: a statement goes, a block takes the place of its statement, a part takes the place
of an expression. Texts that need not be programs are shrunk by their tokens. Each step is one run of both interpreters, so
there is a budget.
"""
import ast
import copy
import re
import warnings

TOKENS = re.compile(r"\n[ \t]*|[ \t]+|\w+|[^\w\s]|.", re.S)


def shrink(text, unit, differs, budget=200):
    """The smallest text found for which `differs(text)` holds. It must hold for `text`."""
    steps = tree_steps if unit == "tree" else token_steps
    left = [budget]

    def holds(candidate):
        if left[0] <= 0:
            return False
        left[0] -= 1
        return differs(candidate)

    changed = True
    while changed and left[0] > 0:
        changed = False
        for candidate in steps(text):
            if left[0] <= 0:
                break
            if len(candidate) < len(text) and holds(candidate):
                text = candidate
                changed = True
                break
    return text


def token_steps(text):
    """Texts with a run of tokens left out, the longest runs first."""
    tokens = TOKENS.findall(text)
    size = max(1, len(tokens) // 2)
    while size:
        for start in range(0, len(tokens), size):
            yield "".join(tokens[:start] + tokens[start + size:])
        size //= 2


BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")


def tree_steps(text):
    """Programs with one thing less, the largest things first."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        yield from token_steps(text)
        return
    yield from _without_statements(tree)
    yield from _with_blocks_opened(tree)
    yield from _without_items(tree)
    yield from _with_smaller_expressions(tree)


def _variant(tree, change):
    """The text of a copy of the tree after the change, or nothing if that is no program."""
    other = copy.deepcopy(tree)
    try:
        change(list(ast.walk(other)))
        candidate = ast.unparse(ast.fix_missing_locations(other))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(candidate, "<candidate>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, AttributeError, TypeError, RecursionError, IndexError):
        return
    yield candidate


def _without_statements(tree):
    nodes = list(ast.walk(tree))
    sizes = []
    for at, node in enumerate(nodes):
        for block in BLOCKS:
            items = getattr(node, block, None)
            if isinstance(items, list):
                chunk = len(items)
                while chunk:
                    for start in range(0, len(items), chunk):
                        weight = sum(sum(1 for _ in ast.walk(item)) for item in items[start:start + chunk])
                        sizes.append((weight, at, block, start, chunk))
                    chunk //= 2
    for _, at, block, start, chunk in sorted(sizes, key=lambda row: -row[0]):
        def change(nodes, at=at, block=block, start=start, chunk=chunk):
            items = getattr(nodes[at], block)
            del items[start:start + chunk]
            if not items and block in ("body",) and not isinstance(nodes[at], ast.Module):
                items.append(ast.Pass())
        yield from _variant(tree, change)


def _with_blocks_opened(tree):
    """A compound statement gives way to what is in it."""
    for at, node in enumerate(ast.walk(tree)):
        for block in ("body", "orelse", "finalbody"):
            items = getattr(node, block, None)
            if not isinstance(items, list):
                continue
            for place, inner in enumerate(items):
                if not isinstance(getattr(inner, "body", None), list):
                    continue
                for part in ("body", "orelse", "finalbody"):
                    if not getattr(inner, part, None):
                        continue

                    def change(nodes, at=at, block=block, place=place, part=part):
                        items = getattr(nodes[at], block)
                        items[place:place + 1] = getattr(items[place], part)
                    yield from _variant(tree, change)


def _without_items(tree):
    """Arguments, elements, decorators, bases, defaults, targets: one less."""
    for at, node in enumerate(ast.walk(tree)):
        for name in ("args", "keywords", "elts", "decorator_list", "bases", "generators", "ifs", "targets", "names", "items", "values",
                     "kwonlyargs", "posonlyargs", "patterns"):
            items = getattr(node, name, None)
            if not isinstance(items, list):
                continue
            for place in range(len(items)):
                def change(nodes, at=at, name=name, place=place):
                    node = nodes[at]
                    del getattr(node, name)[place]
                    if name == "values" and hasattr(node, "keys"):
                        del node.keys[place]
                    if isinstance(node, ast.Compare):
                        raise ValueError
                yield from _variant(tree, change)


def _with_smaller_expressions(tree):
    """A part takes the place of the whole; at last, a short constant."""
    for at, node in enumerate(ast.walk(tree)):
        for name, value in ast.iter_fields(node):
            places = enumerate(value) if isinstance(value, list) else [(None, value)]
            for place, item in places:
                if not isinstance(item, ast.expr) or isinstance(getattr(item, "ctx", None), (ast.Store, ast.Del)):
                    continue
                parts = [child for child in ast.iter_child_nodes(item) if isinstance(child, ast.expr)]
                for replacement in [*parts, ast.Constant(0)]:
                    if isinstance(replacement, ast.Constant) and (isinstance(item, ast.Constant) or name in ("func", "value")):
                        continue

                    def change(nodes, at=at, name=name, place=place, replacement=replacement):
                        if place is None:
                            setattr(nodes[at], name, replacement)
                        else:
                            getattr(nodes[at], name)[place] = replacement
                    yield from _variant(tree, change)
