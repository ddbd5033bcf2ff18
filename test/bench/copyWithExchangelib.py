"""The other client: copies calendars out of the same rows with psycopg2, icalendar and exchangelib, as well as a script can.

One account a mailbox with impersonation, everything in bulk, a thread a mailbox, as many connections as threads, all in SaveOnly and without mail.
It writes what a careful script would: singles, series with their deleted and moved occurrences, meetings with their guests. It keeps no ledger.

Stdin: {"url", "user", "password", "dsn", "threads", "chunk", "mailboxes": [{"email", "guid", "calendar"}]}. Stdout: what it took, as one JSON object.
"""
import datetime as dt
import json
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg2
from exchangelib import Account, Attendee, BASIC, Build, CalendarItem, Configuration, Credentials, EWSDateTime, EWSTimeZone, IMPERSONATION, Mailbox, Version
from exchangelib.recurrence import Recurrence, WeeklyPattern
from icalendar import Calendar

ROWS = "SELECT icalendar_text FROM calendar_object WHERE calendar_resource_id = %s AND icalendar_type = 'VEVENT' ORDER BY resource_id"
PREFIX = "urn:x-uid:"
ZONES = {}


def zoned(value):
    """A wall time in its own zone; one zone object a name, because making them is expensive."""
    name = value.tzinfo.zone
    zone = ZONES.get(name)
    if zone is None:
        zone = ZONES[name] = EWSTimeZone(name)
    return EWSDateTime(value.year, value.month, value.day, value.hour, value.minute, value.second, tzinfo=zone)


def addresses(component):
    found = component.get("ATTENDEE", [])
    return found if isinstance(found, list) else [found]


def declined(component, guid):
    return any(str(one) == PREFIX + guid and one.params.get("PARTSTAT") == "DECLINED" for one in addresses(component))


def people(component, guid):
    """A guest's copy must not look as if its owner invited the others."""
    organizer = component.get("ORGANIZER")
    if organizer is None or str(organizer) != PREFIX + guid:
        return None
    others = [one for one in addresses(component) if str(one) != PREFIX + guid]
    return [Attendee(mailbox=Mailbox(email_address=one.params["EMAIL"], name=one.params["CN"]), response_type="Unknown") for one in others]


def recurrence(component, start):
    rule = component.get("RRULE")
    if rule is None:
        return None
    pattern = WeeklyPattern(interval=rule.get("INTERVAL", [1])[0], weekdays=[start.isoweekday()])
    return Recurrence(pattern=pattern, start=start.date(), number=rule["COUNT"][0])


def week(start, component):
    """The 1-based place of an occurrence in a weekly series."""
    return (component.replace(tzinfo=None) - start.replace(tzinfo=None)).days // 7 + 1


def convert(account, text, guid):
    """(item, places of deleted occurrences, [(place, start, end)] of moved ones); None for what the owner declined."""
    events = [one for one in Calendar.from_ical(text).walk("VEVENT")]
    master = next(one for one in events if "RECURRENCE-ID" not in one)
    if declined(master, guid):
        return None
    wall = master["DTSTART"].dt
    start = zoned(wall)
    item = CalendarItem(
        account=account,
        folder=account.calendar,
        uid=str(master["UID"]),
        subject=str(master.get("SUMMARY", "")),
        body=str(master.get("DESCRIPTION", "")),
        location=str(master.get("LOCATION", "")),
        start=start,
        end=zoned(master["DTEND"].dt),
        legacy_free_busy_status="Busy",
        reminder_is_set=False,
        required_attendees=people(master, guid),
        recurrence=recurrence(master, wall),
    )
    gone = master.get("EXDATE", [])
    gone = gone if isinstance(gone, list) else [gone]
    deleted = [week(wall, date.dt) for dates in gone for date in dates.dts]
    moved = [
        (week(wall, one["RECURRENCE-ID"].dt), zoned(one["DTSTART"].dt), zoned(one["DTEND"].dt)) for one in events if one is not master
    ]
    return item, deleted, moved


def copy(config, given, mailbox):
    """Copies one mailbox's rows. Answers how many items it made."""
    account = Account(mailbox["email"], config=config, autodiscover=False, access_type=IMPERSONATION)
    connection = psycopg2.connect(given["dsn"])
    with connection.cursor() as cursor:
        cursor.execute(ROWS, (mailbox["calendar"],))
        texts = [row[0] for row in cursor]
    connection.close()
    converted = [one for one in (convert(account, text, mailbox["guid"]) for text in texts) if one is not None]
    items = [item for item, _, _ in converted]
    chunk = given["chunk"]
    made = account.bulk_create(account.calendar, items, send_meeting_invitations="SendToNone", chunk_size=chunk)
    deleted, moved = [], []
    for result, (item, gone, changed) in zip(made, converted):
        if isinstance(result, Exception):
            raise result
        item.id, item.changekey = result.id, result.changekey
        deleted += [item.occurrence(place) for place in gone]
        for place, start, end in changed:
            occurrence = item.occurrence(place)
            occurrence.start, occurrence.end = start, end
            moved.append((occurrence, ("start", "end")))
    if deleted:
        account.bulk_delete(deleted, send_meeting_cancellations="SendToNone", chunk_size=chunk)
    if moved:
        account.bulk_update(moved, send_meeting_invitations_or_cancellations="SendToNone", chunk_size=chunk)
    return len(made)


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def main():
    given = json.load(sys.stdin)
    config = Configuration(
        service_endpoint=given["url"],
        credentials=Credentials(given["user"], given["password"]),
        auth_type=BASIC,
        version=Version(build=Build(15, 1, 2507, 6)),
        max_connections=given["threads"],
    )
    before, started = cpu_seconds(), time.time()
    with ThreadPoolExecutor(given["threads"]) as pool:
        written = sum(pool.map(lambda mailbox: copy(config, given, mailbox), given["mailboxes"]))
    ended = time.time()
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"startedMs": started * 1000, "endedMs": ended * 1000, "cpuMs": (cpu_seconds() - before) * 1000, "rssMiB": rss, "written": written}))


main()
