"""to do"""
from .program import Form, guarded
FORM=Form("",guarded("pass"))
def generate(r): return ["pass"],False
