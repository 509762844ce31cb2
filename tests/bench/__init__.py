"""Timings that must hold, printed with how the data were made."""
