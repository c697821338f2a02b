"""The veil: a reader's desk stands on a store that has never told the names of private persons.

All pages, the API and every download are made from a desk, so that there is one place to veil and none to forget.
"""
