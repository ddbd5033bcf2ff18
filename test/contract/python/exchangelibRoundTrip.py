"""Drives the simulator with exchangelib, a client nobody here wrote. Prints one JSON object; a failed step ends it with a traceback."""
import datetime as dt
import json
import sys

from exchangelib import (
    Account, BASIC, Build, Configuration, Credentials, EWSDate, EWSDateTime, EWSTimeZone, IMPERSONATION, Version,
)
from exchangelib.items import CalendarItem
from exchangelib.properties import Attendee, Mailbox
from exchangelib.recurrence import Recurrence, WeeklyPattern
from exchangelib.extended_properties import ExtendedProperty


class Marker(ExtendedProperty):
    property_set_id = "00062008-0000-0000-c000-0000000000aa"
    property_name = "test-marker"
    property_type = "String"


UTC = EWSTimeZone("UTC")
CalendarItem.register("marker", Marker)


def main(url, address):
    config = Configuration(
        service_endpoint=url, credentials=Credentials("svc", "secret"), auth_type=BASIC, version=Version(build=Build(15, 1, 2507, 6)),
    )
    account = Account(address, config=config, autodiscover=False, access_type=IMPERSONATION, default_timezone=EWSTimeZone("Europe/Berlin"))
    zone = account.default_timezone
    found = {}

    single = CalendarItem(
        account=account, folder=account.calendar, subject="Ä <single> & more", body="words", location="Room 1",
        start=EWSDateTime(2026, 12, 7, 9, 0, tzinfo=zone), end=EWSDateTime(2026, 12, 7, 10, 30, tzinfo=zone),
        legacy_free_busy_status="OOF", categories=["Red", "Blue"], reminder_is_set=False, marker="key-1",
        required_attendees=[Attendee(mailbox=Mailbox(email_address="anna@example.test"), response_type="Accept")],
    )
    all_day = CalendarItem(
        account=account, folder=account.calendar, subject="All day", is_all_day=True,
        start=EWSDate(2026, 12, 24), end=EWSDate(2026, 12, 25), marker="key-2",
    )
    series = CalendarItem(
        account=account, folder=account.calendar, subject="Series", marker="key-3",
        start=EWSDateTime(2026, 10, 19, 9, 0, tzinfo=zone), end=EWSDateTime(2026, 10, 19, 10, 0, tzinfo=zone),
        recurrence=Recurrence(pattern=WeeklyPattern(interval=1, weekdays=["Monday", "Thursday"]), start=EWSDate(2026, 10, 19), number=6),
    )
    ids = account.bulk_create(folder=account.calendar, items=[single, all_day, series], send_meeting_invitations="SendToNone")
    found["created"] = [bool(i.id) for i in ids]

    items = list(account.fetch(ids))
    one = items[0]
    found["single"] = {
        "subject": one.subject, "body": one.body, "location": one.location, "start": one.start.astimezone(UTC).isoformat(),
        "end": one.end.astimezone(UTC).isoformat(), "busy": one.legacy_free_busy_status, "categories": one.categories,
        "reminder": one.reminder_is_set, "marker": one.marker, "attendee": one.required_attendees[0].response_type,
        "organizer": one.organizer.email_address, "type": one.type, "uid": bool(one.uid),
    }
    found["allDay"] = {"isAllDay": items[1].is_all_day, "start": str(items[1].start), "end": str(items[1].end)}
    master = items[2]
    found["master"] = {
        "type": master.type, "isRecurring": master.is_recurring, "pattern": master.recurrence.pattern.__class__.__name__,
        "start": str(master.recurrence.boundary.start), "number": master.recurrence.boundary.number,
        "first": master.first_occurrence.start.astimezone(UTC).isoformat(),
        "last": master.last_occurrence.start.astimezone(UTC).isoformat(),
    }

    occurrence = master.occurrence(index=2)
    occurrence.start = EWSDateTime(2026, 10, 22, 14, 0, tzinfo=zone)
    occurrence.end = EWSDateTime(2026, 10, 22, 15, 0, tzinfo=zone)
    occurrence.subject = "Moved"
    occurrence.save(update_fields=["start", "end", "subject"], send_meeting_invitations="SendToNone")
    master.occurrence(index=3).delete(send_meeting_cancellations="SendToNone")
    master.refresh()
    found["modified"] = [o.start.astimezone(UTC).isoformat() for o in master.modified_occurrences]
    found["deleted"] = [o.start.astimezone(UTC).isoformat() for o in master.deleted_occurrences]

    view = account.calendar.view(start=EWSDateTime(2026, 10, 1, tzinfo=zone), end=EWSDateTime(2027, 1, 1, tzinfo=zone))
    found["view"] = [[i.subject, i.start.isoformat() if not isinstance(i.start, dt.datetime) else i.start.astimezone(UTC).isoformat()] for i in view]
    found["filtered"] = sorted(i.subject for i in account.calendar.filter(marker="key-2"))
    found["count"] = account.calendar.all().count()

    one.subject = "Changed"
    one.save(update_fields=["subject"], send_meeting_invitations="SendToNone")
    one.refresh()
    found["changed"] = one.subject
    one.delete(send_meeting_cancellations="SendToNone")
    found["left"] = account.calendar.all().count()
    found["resolved"] = [m.email_address for m in account.protocol.resolve_names(["anna"])]
    found["zones"] = len(list(account.protocol.get_timezones()))
    found["inbox"] = account.inbox.all().count()
    print(json.dumps(found))


main(sys.argv[1], sys.argv[2])
