import _fails_at_import

print("never")
