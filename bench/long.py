"""What a long report costs: one paragraph of more and more words, CPU seconds of each step, the most memory so far.

python bench/long.py [WORDS ...]
"""

from __future__ import annotations

import resource
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from ratios import one_paragraph
from shares import STEPS, timed

from dateline.pipeline import coding

SIZES = (16_000, 50_000, 200_000)


def main() -> None:
    """Measure each size in turn."""
    coder = coding.Pipeline()
    coder.code(one_paragraph(300))
    taken: dict[str, float] = defaultdict(float)
    for name, told in STEPS.items():
        setattr(coding, name, timed(getattr(coding, name), told, taken))
    parser: Any = coder._parser
    parser.parse = timed(parser.parse, "parse", taken)
    for words in [int(argument) for argument in sys.argv[1:]] or SIZES:
        taken.clear()
        report = one_paragraph(words)
        start = time.process_time()
        coded = coder.code(report)
        whole = time.process_time() - start
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        steps = ", ".join(f"{name} {spent:.1f}" for name, spent in sorted(taken.items(), key=lambda item: -item[1])[:5])
        print(
            f"{words:>8,} words {len(coded.claims):>7,} claims {whole:>7.1f} s {words / whole:>7,.0f} words/s", end=""
        )
        print(f" {most:>6,.0f} MB: {steps}", flush=True)


if __name__ == "__main__":
    main()
