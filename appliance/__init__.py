"""Nocturn: the appliance a hotel runs to answer guests after hours."""

import os

# The encoder's matrices are small: more BLAS threads than one only fight the crew for the cores.
# numpy reads this when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
