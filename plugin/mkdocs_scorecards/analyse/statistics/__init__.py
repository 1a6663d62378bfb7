"""Statistics of short business series, on numpy alone: links tested, figures forecast, signals told from noise.

Pure functions over sequences of floats with `None` or NaN for missing. No random numbers: same data, same answer.
scipy and statsmodels take longer to import than thirty tests take to run, so the few distributions needed are here.
"""
