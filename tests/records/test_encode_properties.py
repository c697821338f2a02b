"""Whatever a record holds comes back from JSON as it was."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.records import Claim, Mentions, Report
from dateline.records.encode import (
    claim_from_json,
    claim_to_json,
    mentions_from_json,
    mentions_to_json,
    report_from_json,
    report_to_json,
)

st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))

RECORDS = [
    (Claim, claim_to_json, claim_from_json),
    (Mentions, mentions_to_json, mentions_from_json),
    (Report, report_to_json, report_from_json),
]


@pytest.mark.parametrize(("record", "write", "read"), RECORDS, ids=lambda value: getattr(value, "__name__", ""))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_record_comes_back_as_it_was(record: Any, write: Any, read: Any, data: st.DataObject) -> None:
    value = data.draw(st.from_type(record))
    assert read(json.loads(json.dumps(write(value)))) == value
