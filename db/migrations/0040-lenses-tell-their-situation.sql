-- What a lens tells of itself: its name in the menu, the situation, and what drives it. Empty for a lens without them.
alter table tracker.lens
  add column menu_label text not null default '' check (length(menu_label) <= 40),
  -- Paragraphs, with an empty line between them.
  add column situation text not null default '' check (length(situation) <= 4000);

-- A driver is a tag that activities bear, with what it is for the lens.
create table tracker.lens_driver (
  lens_code text not null references tracker.lens (code),
  tag_code text not null references tracker.tag (code),
  position integer not null,
  text text not null check (length(text) >= 1 and length(text) <= 500),
  primary key (lens_code, tag_code)
);
grant select, insert, update on tracker.lens_driver to bohol_app;
create trigger plan_is_the_secretariats before insert or delete or update on tracker.lens_driver
  for each statement execute function tracker.check_plan_writer();
create trigger plan_changed after insert or delete or update on tracker.lens_driver
  for each statement execute function tracker.mark_plan_changed();

-- A situation is translated whole.
alter table tracker.translation drop constraint translation_label_check;
alter table tracker.translation add constraint translation_label_check
  check (length(label) >= 1 and length(label) <= 6000);
