value = 5
value.missing
