"""PostgreSQL restarted under load: cleanly, with every connection dropped at once, and gone for five seconds.

`python -m tests.faults.restarts [times] [seed]` (30, 7). As kills.py, only that nobody else dies: each message must be
taken or answered by 503, never by an error, and in the end nothing is lost or doubled. The short form is
test_restarts.py.
"""

import sys

from tests.faults.kills import Report, run

WAYS = ("restart", "failover", "away")
ALLOWED = {200, 503}


def prove(*, times: int, seed: int, customers: int) -> Report:
    report = run(kills=times, seed=seed, customers=customers, ways=WAYS)
    if others := report.answers.keys() - ALLOWED:
        report.wrong.append(f"answered with {sorted(others)}")
    return report


def main(times: str = "30", seed: str = "7") -> None:
    report = prove(times=int(times), seed=int(seed), customers=12)
    print(report)
    sys.exit(0 if report.is_clean else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
