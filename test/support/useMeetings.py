"""Uses migrated meetings as their people would, with exchangelib, a client nobody here wrote.

Stdin: {"url", "user", "password", "meetings": [{"organizer", "guest", "uid", "start"}]}; `start` picks one instance. For each meeting the
organizer moves that instance by a day and tells everybody, then the guest declines it. Stdout: one JSON object a meeting.
"""
import datetime as dt
import json
import sys
import time

from exchangelib import Account, BASIC, Build, Configuration, Credentials, EWSDateTime, EWSTimeZone, IMPERSONATION, Version

UTC = EWSTimeZone("UTC")
DAY = dt.timedelta(days=1)


def said(value):
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Person:
    def __init__(self, config, address):
        self.account = Account(address, config=config, autodiscover=False, access_type=IMPERSONATION, default_timezone=UTC)

    def instance(self, uid, around):
        """The one instance of a meeting within two days of a moment; None where there is none."""
        view = self.account.calendar.view(start=around - 2 * DAY, end=around + 2 * DAY)
        found = [item for item in view if item.uid == uid]
        return self.account.calendar.get(id=found[0].id, changekey=found[0].changekey) if found else None


def wait_for(look):
    """Mail takes its time."""
    deadline = time.monotonic() + 20
    while True:
        found = look()
        if found or time.monotonic() > deadline:
            return found
        time.sleep(0.1)


def response_of(item, address):
    people = (item.required_attendees or []) + (item.optional_attendees or [])
    return next((one.response_type for one in people if one.mailbox.email_address.lower() == address), None)


def use(config, meeting):
    organizer, guest = Person(config, meeting["organizer"]), Person(config, meeting["guest"])
    uid = meeting["uid"]
    start = EWSDateTime.from_datetime(dt.datetime.fromisoformat(meeting["start"].replace("Z", "+00:00")))
    mine = organizer.instance(uid, start)
    before = {"organizer": said(mine.start), "guest": said(guest.instance(uid, start).start), "tracking": response_of(mine, meeting["guest"])}

    mine.start, mine.end = mine.start + DAY, mine.end + DAY
    mine.save(update_fields=["start", "end"], send_meeting_invitations="SendToAllAndSaveCopy")
    moved = mine.start
    theirs = wait_for(lambda: (lambda copy: copy if copy is not None and copy.start == moved else None)(guest.instance(uid, moved)))
    after = {"organizer": said(organizer.instance(uid, moved).start), "guest": said(theirs.start) if theirs else None}

    if theirs:
        theirs.decline(message_disposition="SendAndSaveCopy")
    declined = wait_for(lambda: response_of(organizer.instance(uid, moved), meeting["guest"]) == "Decline")
    copy = guest.instance(uid, moved)
    return {"before": before, "after": after, "declined": bool(declined), "copyLeft": copy is not None and copy.start == moved}


def main():
    given = json.load(sys.stdin)
    config = Configuration(
        service_endpoint=given["url"],
        credentials=Credentials(given["user"], given["password"]),
        auth_type=BASIC,
        version=Version(build=Build(15, 1, 2507, 6)),
    )
    for meeting in given["meetings"]:
        print(json.dumps(use(config, meeting)), flush=True)


main()
