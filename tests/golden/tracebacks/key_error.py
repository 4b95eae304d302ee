colours = {"red": 1}
colours["it's \"blue\"\n"]
