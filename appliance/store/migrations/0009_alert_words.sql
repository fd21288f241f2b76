-- What an alert says in Malay; staff read it in the language they work in.

alter table alerts
    add column title_ms_cipher text not null default '',
    add column body_ms_cipher text not null default '';
