class Account:
    def __init__(self, balance):
        self.balance = balance

    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError(f"insufficient funds: {self.balance} < {amount}")
        self.balance -= amount

    @property
    def broken(self):
        return self.withdraw(self.balance + 1)

    @staticmethod
    def use(account):
        return account.broken


Account.use(Account(100))
