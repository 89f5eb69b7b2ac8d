-- 100,000 sessions with skewed states and types; the documents are so long that the planner has no statistics of them.
insert into alert_sessions (session_id, agent_type, alert_type, status, author, started_at_us, completed_at_us, alert_data,
    chain_id, content_digest, search_document, final_analysis_summary)
select 's-' || i, 'agent-' || i % 7, case when i % 11 > 0 then 'type-' || i % 40 end, status,
    case when i % 3 > 0 then 'author-' || i % 100 end, 1700000000000000 + i * 1000000::bigint,
    case when status in ('completed', 'failed', 'cancelled', 'timed_out')
        then 1700000000000000 + i * 1000000::bigint + i * 7919 % 600000000 end,
    '{}', 'chain', 'digest',
    's-' || i || E'\x1fkubernetes pod crash ' || case when i < 5000 then 'only-old-ones ' else '' end
        || case when i <= 97000 then 'until-yesterday ' else '' end
        || case when i % 20000 = 77 then 'f00dfeed ' else '' end || repeat(md5(i::text) || ' ', 40), repeat('x', 200)
from (select i, case when i % 100 < 80 then 'completed' when i % 100 < 92 then 'failed' when i % 100 < 96 then 'in_progress'
    when i % 100 < 98 then 'pending' when i % 100 < 99 then 'cancelled' when i % 1000 = 99 then 'paused'
    else 'timed_out' end as status from generate_series(1, 100000) i) as numbered;
