"""Figures: what came in and what it was worth, over spans of instants. Nothing is deciphered."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from appliance.store.conversations import WAITING
from appliance.store.records import Arrivals, LeadValue, Recovery
from appliance.store.session import Session

RECOVERY = f"""
    with came as (
        select id, after_hours, handed_off_at is not null as handed_off from conversations
        where property_id = %(property)s and revision >= 0
        and started_at >= %(since)s and started_at < %(until)s
    ), caught as (
        select after_hours, status, value, actual_value from leads
        where property_id = %(property)s and merged_into is null
        and captured_at >= %(since)s and captured_at < %(until)s
    ), replied as (
        select extract(epoch from min(m.sent_at) - first.sent_at)::float8 as seconds
        from came
        cross join lateral (
            select sent_at from messages where property_id = %(property)s
            and conversation_id = came.id and role = 'guest' order by sent_at limit 1) as first
        join messages m on m.property_id = %(property)s and m.conversation_id = came.id
            and m.role in ('ai', 'staff') and m.sent_at >= first.sent_at
        group by came.id, first.sent_at
    )
    select
        (select count(*) from came) as inquiries,
        (select count(*) from came where after_hours) as after_hours_inquiries,
        (select count(*) from came where handed_off) as handoffs,
        (select count(*) from caught) as leads,
        (select count(*) from caught where after_hours) as after_hours_leads,
        (select coalesce(sum(value), 0) from caught where after_hours and status <> 'lost'
            and not (status = 'converted' and actual_value is not null)) as estimated,
        (select coalesce(sum(actual_value), 0) from caught
            where after_hours and status = 'converted') as confirmed,
        (select count(*) from conversations
            where property_id = %(property)s and {WAITING}) as waiting,
        (select percentile_cont(0.5) within group (order by seconds) from replied)
            as median_first_reply_seconds
"""


class Nights(Session):
    def recovery(self, since: datetime, until: datetime) -> Recovery:
        """Counted by when a conversation started and when a lead was captured."""
        row = self._only(RECOVERY, since=since, until=until)
        return Recovery(**row)

    def after_hours_values(self, since: datetime, until: datetime) -> list[LeadValue]:
        """Of the after-hours leads captured then that count, latest first; nothing deciphered."""
        rows = self._rows(
            """select id::text, channel, status, value, actual_value, captured_at from leads
               where property_id = %(property)s and after_hours and merged_into is null
               and captured_at >= %(since)s and captured_at < %(until)s
               order by captured_at desc, leads.id""",
            since=since,
            until=until,
        )
        return [LeadValue(**row) for row in rows]

    def arrivals(
        self, since: datetime, until: datetime, zone: str, step: Literal["hour", "day"]
    ) -> list[Arrivals]:
        """Inquiries by the hour or the day they began in, in the time zone `zone`."""
        rows = self._rows(
            """select date_trunc(%(step)s, started_at at time zone %(zone)s) as at,
                      count(*) as total, count(*) filter (where after_hours) as after_hours
               from conversations where property_id = %(property)s and revision >= 0
               and started_at >= %(since)s and started_at < %(until)s
               group by 1 order by 1""",
            since=since,
            until=until,
            zone=zone,
            step=step,
        )
        return [Arrivals(**row) for row in rows]
