"""Reads calendars back with exchangelib, a client nobody here wrote.

Stdin: {"url", "user", "password", "from", "to", "mailboxes": [...]}. Stdout: one JSON object a mailbox: {"mailbox", "instances": [[uid, start, end]]};
instants in UTC, plain dates (end exclusive) when all-day. The server expands its series; this script only asks for them month by month.
"""
import datetime as dt
import json
import sys

from exchangelib import Account, BASIC, Build, CalendarItem, Configuration, Credentials, EWSDateTime, EWSTimeZone, IMPERSONATION, Version

UTC = EWSTimeZone("UTC")
# CalendarView answers a thousand instances at most.
STEP = dt.timedelta(days=10)


def moment(text):
    return EWSDateTime.from_datetime(dt.datetime.fromisoformat(text).replace(tzinfo=dt.timezone.utc))


def bare(cls, elem, account):
    """An all-day event with its instants: exchangelib finds its last day by taking 24 hours off its end, which is wrong for a day of 23."""
    return super(CalendarItem, cls).from_xml(elem=elem, account=account)


CalendarItem.from_xml = classmethod(bare)


def said(value, timezone, is_all_day):
    if is_all_day:
        return value.astimezone(timezone).date().isoformat()
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read(config, mailbox, begin, end):
    account = Account(mailbox, config=config, autodiscover=False, access_type=IMPERSONATION, default_timezone=UTC)
    found = set()
    while begin < end:
        until = min(end, begin + STEP)
        view = account.calendar.view(start=begin, end=until).only("uid", "start", "end", "is_all_day")
        for item in view:
            first = said(item.start, item._start_timezone, item.is_all_day)
            last = said(item.end, item._end_timezone, item.is_all_day)
            found.add((item.uid, first, last))
        begin = until
    return sorted(found)


def main():
    given = json.load(sys.stdin)
    config = Configuration(
        service_endpoint=given["url"],
        credentials=Credentials(given["user"], given["password"]),
        auth_type=BASIC,
        version=Version(build=Build(15, 1, 2507, 6)),
    )
    for mailbox in given["mailboxes"]:
        instances = read(config, mailbox, moment(given["from"]), moment(given["to"]))
        print(json.dumps({"mailbox": mailbox, "instances": instances}), flush=True)


main()
