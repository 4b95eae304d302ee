x = "no end
y = 2
