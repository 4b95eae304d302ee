import sys

print("to stdout")
print("to stderr", file=sys.stderr)
sys.stderr.write("written\n")
sys.stdout.write("also to stdout\n")
undefined
