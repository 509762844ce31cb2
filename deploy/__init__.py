"""Several dashboard processes behind nginx, over one folder of data: python -m deploy."""
