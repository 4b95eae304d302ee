assert not 1 + 1
