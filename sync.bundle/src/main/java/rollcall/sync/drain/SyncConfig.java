package rollcall.sync.drain;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Section {@code sync} of the configuration. */
@ObjectClassDefinition(name = "Rollcall sync", description = "Where scans are sent and how.")
public @interface SyncConfig {
    @AttributeDefinition(
            name = "Batch",
            min = "1",
            max = "1000",
            description = "The most scans sent at once, 1 to 1000")
    int batch() default 200;

    @AttributeDefinition(
            name = "Longest backoff",
            min = "1",
            max = "3600",
            description = "Seconds the random pause after failures may grow to, 1 to 3600")
    int backoffSeconds() default 300;

    @AttributeDefinition(
            name = "Pause when closed",
            min = "10",
            max = "86400",
            description = "Seconds between two tries at a far end that a person has to mend, 10 to 86400")
    int closedSeconds() default 900;

    @AttributeDefinition(
            name = "Oldest",
            min = "1",
            max = "10080",
            description = "Minutes the oldest scan may wait before the health check warns, 1 to 10080")
    int oldestMinutes() default 60;

    @AttributeDefinition(
            name = "Longest queue",
            min = "10",
            max = "1000000",
            description = "Scans that may wait for a far end before the health check warns, 10 to 1000000")
    int queueLimit() default 5_000;

    @AttributeDefinition(
            name = "Certificates",
            description = "PEM file of authorities to be trusted instead of the system's; empty for the system's")
    String caFile() default "";

    @AttributeDefinition(
            name = "Folder",
            description = "Folder for scans as lines of JSON, such as a mounted USB stick; empty for none")
    String file_folder() default "";

    @AttributeDefinition(
            name = "PostgREST",
            description = "Address of PostgREST, such as https://PROJECT.supabase.co/rest/v1; empty for none")
    String postgrest_url() default "";

    @AttributeDefinition(name = "PostgREST table", description = "Its table, letters, digits and underscores")
    String postgrest_table() default "attendance_event";

    @AttributeDefinition(
            name = "PostgREST function",
            description =
                    "Function that takes scans instead of the table, such as ingest_attendance; empty for the table")
    String postgrest_function() default "";

    @AttributeDefinition(
            name = "PostgREST compression",
            description = "Whether requests are compressed; PostgREST alone cannot read that, a proxy before it may")
    boolean postgrest_gzip() default false;

    @AttributeDefinition(
            name = "PostgreSQL",
            description = "Database as host:port/name, such as db.school.example:5432/school; empty for none")
    String postgresql_database() default "";

    @AttributeDefinition(name = "PostgreSQL user", description = "The terminal's role there")
    String postgresql_user() default "rollcall";

    @AttributeDefinition(name = "PostgreSQL table", description = "Its table; a schema and a dot may stand before it")
    String postgresql_table() default "attendance_event";

    @AttributeDefinition(
            name = "Photos",
            description =
                    "Address of an S3 service for photos, such as https://PROJECT.storage.supabase.co/storage/v1/s3;"
                            + " empty for none")
    String photos_url() default "";

    @AttributeDefinition(name = "Bucket", description = "Its bucket, 3 to 63 small letters, digits, dots and dashes")
    String photos_bucket() default "photos";

    @AttributeDefinition(name = "Region", description = "Its region, small letters, digits and dashes")
    String photos_region() default "us-east-1";

    @AttributeDefinition(
            name = "Patience",
            min = "1",
            max = "300",
            description = "Seconds in which an answer has to come to its end, 1 to 300")
    int patienceSeconds() default 30;
}
