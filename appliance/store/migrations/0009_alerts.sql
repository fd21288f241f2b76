-- What an alert says in Malay: staff read it in the language they work in.

alter table alerts
    add column title_ms_cipher text not null default '',
    add column body_ms_cipher text not null default '';

-- How long guests wait until alerts are raised is the hotel's to say.
alter table overrides drop constraint overrides_kind_check;
alter table overrides add constraint overrides_kind_check
    check (kind in ('week', 'holiday', 'day', 'route', 'mode', 'waiting'));
