-- The twin of many-sessions-postgresql.sql.
insert into alert_sessions (session_id, agent_type, alert_type, status, author, started_at_us, completed_at_us, alert_data,
    chain_id, content_digest, search_document, final_analysis_summary)
with recursive numbers (i) as (select 1 union all select i + 1 from numbers where i < 100000),
numbered as (select i, case when i % 100 < 80 then 'completed' when i % 100 < 92 then 'failed'
    when i % 100 < 96 then 'in_progress' when i % 100 < 98 then 'pending' when i % 100 < 99 then 'cancelled'
    when i % 1000 = 99 then 'paused' else 'timed_out' end as status from numbers)
select 's-' || i, 'agent-' || i % 7, case when i % 11 > 0 then 'type-' || i % 40 end, status,
    case when i % 3 > 0 then 'author-' || i % 100 end, 1700000000000000 + i * 1000000,
    case when status in ('completed', 'failed', 'cancelled', 'timed_out')
        then 1700000000000000 + i * 1000000 + i * 7919 % 600000000 end,
    '{}', 'chain', 'digest',
    's-' || i || char(31) || 'kubernetes pod crash ' || case when i < 5000 then 'only-old-ones ' else '' end
        || case when i % 20000 = 77 then 'f00dfeed ' else '' end || hex(i * 7919), hex(zeroblob(100))
from numbered;
