# What shows another object in its repr may be nested without end.
def tell(function, value):
    try:
        print(len(function(value)) > 3)
    except RecursionError as error:
        print(error)


own = ValueError()
own.args = (own,)
tell(repr, own)
tell(str, own)
tell("%s".__mod__, own)

deep = 0
for _ in range(3000):
    deep = ValueError(deep)
tell(repr, deep)
tell(str, deep)

alias = int
for _ in range(2000):
    alias = list[alias]
tell(repr, alias)
