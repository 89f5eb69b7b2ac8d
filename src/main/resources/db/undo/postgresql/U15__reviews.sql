-- Lost: reviews, scores, and the cost of calls. Sessions stay.
drop trigger tr_alert_sessions_review_event on alert_sessions;
drop trigger tr_alert_sessions_review_status on alert_sessions;
drop trigger tr_alert_sessions_insert_review_status on alert_sessions;
drop function mark_for_review();
drop table session_scores;
drop table session_reviews;
alter table llm_interactions drop column cost_nano_usd;
drop index ix_alert_sessions_score;
drop index ix_alert_sessions_review;
alter table alert_sessions drop column latest_score;
alter table alert_sessions drop column review_status;
