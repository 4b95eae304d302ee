# A text file that is its own buffer, which no call may follow without end.
import io

text = io.TextIOWrapper(io.BytesIO())
try:
    text.__init__(text)
    text.write("x")
    text.flush()
except (TypeError, RecursionError, ValueError, AttributeError):
    print("refused")
print("alive")
