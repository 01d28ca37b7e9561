-- How wrong the clock of a scan was that bears UNTRUSTED or HOLDOVER, measured later. Beside the scans, which are never changed. Run once after
-- supabase.sql, in Supabase's SQL editor or with psql as the owner.
BEGIN;
CREATE TABLE attendance_clock_offset (
  event_id    uuid        PRIMARY KEY,
  device_id   text        NOT NULL,
  -- To be added to captured_at.
  offset_ms   bigint      NOT NULL,
  measured_at timestamptz NOT NULL
);
GRANT INSERT ON attendance_clock_offset TO rollcall_device;
GRANT SELECT (event_id) ON attendance_clock_offset TO rollcall_device;
ALTER TABLE attendance_clock_offset ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_offsets_in ON attendance_clock_offset FOR INSERT TO rollcall_device
  WITH CHECK (device_id = current_setting('request.jwt.claims', true)::json ->> 'device_id');
CREATE POLICY own_offsets_seen ON attendance_clock_offset FOR SELECT TO rollcall_device
  USING (device_id = current_setting('request.jwt.claims', true)::json ->> 'device_id');
CREATE VIEW attendance_event_timed AS
  SELECT e.*, e.captured_at + coalesce(o.offset_ms, 0) * interval '1 millisecond' AS happened_at, o.offset_ms
  FROM attendance_event e LEFT JOIN attendance_clock_offset o USING (event_id);
REVOKE ALL ON attendance_event_timed FROM PUBLIC;
COMMIT;
