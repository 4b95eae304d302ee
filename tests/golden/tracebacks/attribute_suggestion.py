class Temperature:
    def __init__(self):
        self.celsius = 20

    def to_fahrenheit(self):
        return self.celcius * 9 / 5 + 32


print(Temperature().to_fahrenheit())
