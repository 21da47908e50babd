-- What has ended can be taken up again from a later round. The rounds between read the version in which it has ended.
create or replace function tracker.activity_content(activity integer) returns jsonb
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select jsonb_build_object('objective_id', a.objective_id, 'title', a.title, 'description', a.description,
    'active_years', a.active_years, 'basis', a.basis, 'ended_round_id', a.ended_round_id,
    'merged_into_id', a.merged_into_id,
    'bodies', coalesce((select jsonb_agg(jsonb_build_object('body_id', x.body_id, 'part', x.part) order by x.body_id)
      from tracker.activity_body x where x.activity_id = a.id), '[]'),
    'states', coalesce((select jsonb_agg(x.state_id order by x.state_id)
      from tracker.activity_state x where x.activity_id = a.id), '[]'),
    'partners', coalesce((select jsonb_agg(x.partner_id order by x.partner_id)
      from tracker.activity_partner x where x.activity_id = a.id), '[]'),
    'articles', coalesce((select jsonb_agg(x.article_code order by x.article_code)
      from tracker.activity_article x where x.activity_id = a.id), '[]'),
    'tags', coalesce((select jsonb_agg(x.tag_code order by x.tag_code)
      from tracker.activity_tag x where x.activity_id = a.id), '[]'),
    'lenses', coalesce((select jsonb_agg(x.lens_code order by x.lens_code)
      from tracker.lens_activity x where x.activity_id = a.id), '[]'))
  from tracker.activity a where a.id = activity
$$;

create or replace function tracker.indicator_content(indicator integer) returns jsonb
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select jsonb_build_object('area_id', i.area_id, 'activity_id', i.activity_id, 'title', i.title, 'level', i.level,
    'direction', i.direction, 'definition', i.definition, 'counting_rule', i.counting_rule,
    'numerator_label', i.numerator_label, 'denominator_label', i.denominator_label,
    'ended_round_id', i.ended_round_id)
  from tracker.indicator i where i.id = indicator
$$;
