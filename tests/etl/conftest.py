from hypothesis import settings

# The first call loads the tables, so a time limit for one example would be a matter of luck.
settings.register_profile("etl", deadline=None)
settings.load_profile("etl")
