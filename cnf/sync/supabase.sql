-- Rollcall's table behind PostgREST or Supabase. Run once in Supabase's SQL editor, or with psql as the owner.
-- Each terminal has a token (JWT) with the claims role = rollcall_device and device_id = its store.device; what it may write is
-- decided by the token, never by what a row says.
BEGIN;
CREATE ROLE rollcall_device NOLOGIN;
GRANT USAGE ON SCHEMA public TO rollcall_device;
GRANT INSERT ON attendance_event TO rollcall_device;
-- ON CONFLICT (event_id) reads this column and no other.
GRANT SELECT (event_id) ON attendance_event TO rollcall_device;
ALTER TABLE attendance_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows_in ON attendance_event FOR INSERT TO rollcall_device
  WITH CHECK (device_id = current_setting('request.jwt.claims', true)::json ->> 'device_id');
CREATE POLICY own_rows_seen ON attendance_event FOR SELECT TO rollcall_device
  USING (device_id = current_setting('request.jwt.claims', true)::json ->> 'device_id');
DO $$
BEGIN
  -- The role that PostgREST logs in with; it changes into the token's role.
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'authenticator') THEN
    GRANT rollcall_device TO authenticator;
  END IF;
END
$$;
COMMIT;
