"""The parts of scripts/differ: how programs are made, run, compared, shrunk and named."""
