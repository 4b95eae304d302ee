# A SyntaxError names the file, the line and the place; nothing of the file runs.
print("never")
value = (1 + 
    2) * )
