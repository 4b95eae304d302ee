class ConfigError(Exception):
    pass


def parse(text):
    try:
        return int(text)
    except ValueError as error:
        raise ConfigError(f"bad number: {text!r}") from error


def load():
    try:
        parse("x1")
    except ConfigError as error:
        raise RuntimeError("cannot start") from error


load()
