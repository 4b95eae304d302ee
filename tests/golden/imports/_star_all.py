__all__ = ["_underscored"]
_underscored = "named in __all__"
visible = "not named"
