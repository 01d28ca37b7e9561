-- Terminals call a function instead of writing into the table: they need no right on any table, a terminal can be shut out
-- by one line, and each row gets an answer of its own. Run once after supabase.sql, in Supabase's SQL editor or with psql as
-- the owner; then enter each terminal:
--   INSERT INTO attendance_device (device_id) VALUES ('gate-1');
-- Its token (JWT) has the claims role = rollcall_device, device_id = its store.device, iat = when it was made, and exp.
-- A token that was lost, and all older ones of the terminal:
--   UPDATE attendance_device SET tokens_since = now() WHERE device_id = 'gate-1';
-- A terminal that was lost: UPDATE attendance_device SET active = false WHERE device_id = 'gate-1';
BEGIN;
CREATE TABLE attendance_device (
  device_id    text        PRIMARY KEY,
  active       boolean     NOT NULL DEFAULT true,
  -- Tokens made before are refused.
  tokens_since timestamptz NOT NULL DEFAULT '-infinity',
  last_seen    timestamptz
);
-- Without a policy nobody but the owner reads or writes it.
ALTER TABLE attendance_device ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON attendance_device FROM PUBLIC;

CREATE FUNCTION ingest_attendance(events jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  most    CONSTANT integer := 1000;
  claims  jsonb := coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}')::jsonb;
  device  text := claims ->> 'device_id';
  made    timestamptz := coalesce(to_timestamp((claims ->> 'iat')::double precision), '-infinity');
  total   integer;
  stored  integer := 0;
  added   integer;
  plain   boolean;
  refused jsonb := '{}';
  event   jsonb;
BEGIN
  UPDATE public.attendance_device SET last_seen = now()
    WHERE device_id = device AND active AND tokens_since <= made;
  IF NOT FOUND THEN
    -- PostgREST answers 403.
    RAISE SQLSTATE 'PT403' USING MESSAGE = 'no terminal of this name, or it or its token was shut out';
  END IF;
  IF events IS NULL OR jsonb_typeof(events) <> 'array' THEN
    RAISE invalid_parameter_value USING MESSAGE = 'events is not an array';
  END IF;
  total := jsonb_array_length(events);
  IF total > most THEN
    RAISE invalid_parameter_value USING MESSAGE = 'more than 1000 events at once';
  END IF;
  -- All at once, as long as every row is new and right.
  plain := NOT EXISTS (SELECT 1 FROM jsonb_array_elements(events) AS e WHERE e ->> 'device_id' IS DISTINCT FROM device);
  IF plain THEN
    BEGIN
      INSERT INTO public.attendance_event (event_id, device_id, device_epoch, device_seq, student_code, listed,
          direction, late, session, captured_at, clock, photo_sha256)
        SELECT e.event_id, device, e.device_epoch, e.device_seq, e.student_code, e.listed,
          e.direction, e.late, e.session, e.captured_at, e.clock, e.photo_sha256
        FROM jsonb_populate_recordset(NULL::public.attendance_event, events) AS e
        ON CONFLICT (event_id) DO NOTHING;
      GET DIAGNOSTICS stored = ROW_COUNT;
    EXCEPTION WHEN integrity_constraint_violation OR data_exception THEN
      stored := 0;
    END;
    plain := stored = total;
  END IF;
  IF plain THEN
    RETURN jsonb_build_object('events', total, 'stored', stored, 'refused', refused);
  END IF;
  -- Else each for itself.
  FOR event IN SELECT value FROM jsonb_array_elements(events) LOOP
    -- What the token says counts; a row of another terminal is none of this one's.
    IF event ->> 'device_id' IS DISTINCT FROM device THEN
      refused := refused || jsonb_build_object(coalesce(event ->> 'event_id', ''), 'other_device');
      CONTINUE;
    END IF;
    BEGIN
      INSERT INTO public.attendance_event (event_id, device_id, device_epoch, device_seq, student_code, listed,
          direction, late, session, captured_at, clock, photo_sha256)
        SELECT e.event_id, device, e.device_epoch, e.device_seq, e.student_code, e.listed,
          e.direction, e.late, e.session, e.captured_at, e.clock, e.photo_sha256
        FROM jsonb_populate_record(NULL::public.attendance_event, event) AS e
        ON CONFLICT (event_id) DO NOTHING;
      GET DIAGNOSTICS added = ROW_COUNT;
      stored := stored + added;
      IF added = 0 AND NOT EXISTS (SELECT 1 FROM public.attendance_event
          WHERE event_id = (event ->> 'event_id')::uuid AND device_id = device) THEN
        refused := refused || jsonb_build_object(event ->> 'event_id', 'conflict_id');
      END IF;
    EXCEPTION
      -- Another row has this terminal's number: two terminals use one memory card's copy.
      WHEN unique_violation THEN
        refused := refused || jsonb_build_object(event ->> 'event_id', 'conflict_seq');
      WHEN integrity_constraint_violation OR data_exception THEN
        refused := refused || jsonb_build_object(coalesce(event ->> 'event_id', ''), 'rejected:' || SQLSTATE);
    END;
  END LOOP;
  RETURN jsonb_build_object('events', total, 'stored', stored, 'refused', refused);
END
$$;

-- Whoever may run a function of the schema public by default, may not run this one.
REVOKE ALL ON FUNCTION ingest_attendance(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ingest_attendance(jsonb) TO rollcall_device;
DROP POLICY own_rows_in ON attendance_event;
DROP POLICY own_rows_seen ON attendance_event;
REVOKE ALL ON attendance_event FROM rollcall_device;
DO $$
DECLARE
  known text;
BEGIN
  -- Supabase gives these roles rights on everything new.
  FOR known IN SELECT rolname FROM pg_roles WHERE rolname IN ('anon', 'authenticated') LOOP
    EXECUTE format('REVOKE ALL ON attendance_device, attendance_event FROM %I', known);
    EXECUTE format('REVOKE ALL ON FUNCTION ingest_attendance(jsonb) FROM %I', known);
  END LOOP;
END
$$;
COMMIT;
