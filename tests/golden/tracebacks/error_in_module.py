import _fails_when_called

_fails_when_called.start()
