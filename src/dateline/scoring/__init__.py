"""Measuring what was coded against what people coded by hand: reports in the golden form, and suites of others."""
