table = {"rows": [[1, 2], [3]]}
print(table["rows"][0][1])
value = table["rows"][1][5] + table["rows"][0][0]
