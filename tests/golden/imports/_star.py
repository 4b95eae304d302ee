public = "public"
_not_public = "hidden"
not_exported_helper = 1
del not_exported_helper


def exported_function():
    return _not_public
