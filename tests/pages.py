"""Every page of the dashboard that has an address of its own, for whoever looks at all of them."""

PAGES = {
    "home": "/dashboard",
    "recovered": "/dashboard/recovered",
    "inbox": "/dashboard/inbox",
    "leads": "/dashboard/leads",
    "alerts": "/dashboard/alerts",
    "replies": "/dashboard/replies",
    "knowledge": "/dashboard/knowledge",
    "knowledge-new": "/dashboard/knowledge/new",
    "knowledge-try": "/dashboard/knowledge/try",
    "questions": "/dashboard/gaps",
    "settings-hours": "/dashboard/settings",
    "settings-staff": "/dashboard/settings/staff",
    "settings-alerts": "/dashboard/settings/alerts",
    "settings-widget": "/dashboard/settings/widget",
    "settings-mode": "/dashboard/settings/mode",
    "settings-usage": "/dashboard/settings/usage",
    "settings-aside": "/dashboard/settings/aside",
    "settings-audit": "/dashboard/settings/audit",
}
PARTS = {  # no pages
    "/dashboard/counts",
    "/dashboard/leads.csv",
    "/dashboard/recovered.csv",
    "/dashboard/settings/audit.csv",
}
HEAVIEST = 100_000  # bytes of a page without its pictures, as it is sent
SLOWEST = 50.0  # milliseconds of server time, 95th of a hundred
