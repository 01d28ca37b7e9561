package rollcall.sync.photo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import javax.net.ssl.SSLContext;
import rollcall.scan.PhotoReference;
import rollcall.scan.Scan;
import rollcall.sync.Delivery;
import rollcall.sync.SyncTarget;
import rollcall.sync.request.Requests;
import rollcall.sync.request.TraceParent;
import rollcall.sync.request.WebClient;

/**
 * A {@link SyncTarget} that puts the photos of scans into a bucket of S3, Supabase Storage's S3 face or anything else that speaks it.
 *
 * <p>A target of its own, with a place of its own in the outbox: a photo that cannot be sent holds back no row, and no photo is removed
 * from the terminal before it was taken here. The key holds the hash of the content, {@code DEVICE/YYYY/MM/SHA256.jpg}, so that sending
 * one again changes nothing and rows find theirs by {@code photo_sha256}.
 */
public final class S3Photos implements SyncTarget {
    private static final System.Logger LOG = System.getLogger("rollcall.sync");
    private static final String NAME = "photos";

    private final Settings settings;
    private final Path photos;
    private final Signature4 signature;
    private final WebClient client;
    private final Clock clock;

    /**
     * Where to and how.
     *
     * @param base address of the service, path-style: the bucket is put behind it
     * @param bucket 3 to 63 small letters, digits, dots and dashes
     * @param region such as {@code eu-central-1}
     * @param id of the key
     * @param secret of the key
     * @param patience for one answer
     */
    public record Settings(URI base, String bucket, String region, String id, String secret, Duration patience) {
        public Settings {
            if (!bucket.matches("[a-z0-9][a-z0-9.-]{2,62}")) {
                throw new IllegalArgumentException(
                        "sync.photos.bucket: 3 to 63 small letters, digits, dots and dashes are allowed");
            }
            if (!region.matches("[a-z0-9-]{1,32}")) {
                throw new IllegalArgumentException("sync.photos.region: small letters, digits and dashes are allowed");
            }
            if (id.isEmpty() || secret.isEmpty()) {
                throw new IllegalArgumentException(
                        "sync.photos: the key is missing; write it into secrets/sync.photos.id and"
                                + " secrets/sync.photos.secret");
            }
        }

        @Override
        public String toString() {
            return "bucket " + bucket + " at " + base.getHost();
        }
    }

    public S3Photos(Settings settings, Optional<SSLContext> trust, Path photos, Clock clock, Requests requests) {
        this.settings = settings;
        this.photos = photos;
        this.clock = clock;
        this.signature = new Signature4(settings.id(), settings.secret(), settings.region());
        this.client = new WebClient(NAME, trust, settings.patience(), requests);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** All photos of a batch; those that were taken before one failed are sent again with it, under the same keys. */
    @Override
    public Delivery deliver(List<Scan> batch) throws IOException, InterruptedException {
        for (Scan scan : batch) {
            Optional<PhotoReference> photo = scan.evidence().photo();
            if (photo.isPresent()) {
                Optional<Delivery> problem = put(scan, photo.get());
                if (problem.isPresent()) {
                    return problem.get();
                }
            }
        }
        return new Delivery.Acknowledged();
    }

    private Optional<Delivery> put(Scan scan, PhotoReference photo) throws IOException, InterruptedException {
        byte[] content;
        try {
            content = Files.readAllBytes(photos.resolve(photo.path()));
        } catch (NoSuchFileException e) {
            // The store has counted and told that; waiting would not bring it back.
            LOG.log(System.Logger.Level.WARNING, "photo of scan {0} is not there any more and is not sent", scan.id());
            return Optional.empty();
        }
        URI address = address(scan, photo);
        String hash = Signature4.sha256(content);
        SortedMap<String, String> headers =
                signature.headers("PUT", address, Map.of("content-type", "image/jpeg"), hash, clock.instant());
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(settings.patience())
                .header(TraceParent.NAME, TraceParent.of(List.of(scan)))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(content));
        headers.forEach(request::header);
        return meaning(client.send(request.build(), BodyHandlers.discarding()));
    }

    private URI address(Scan scan, PhotoReference photo) {
        String base = settings.base().toString().replaceAll("/+$", "");
        String month = photo.path().substring(0, "yyyy/mm/".length());
        return URI.create(
                base + "/" + settings.bucket() + "/" + scan.origin().device() + "/" + month + photo.sha256() + ".jpg");
    }

    /** What an answer means; its text, which may repeat what was signed, is not looked at. */
    private static Optional<Delivery> meaning(HttpResponse<Void> answer) throws IOException {
        int status = answer.statusCode();
        if (status == 200 && answer.headers().firstValue("ETag").isPresent()) {
            return Optional.empty();
        }
        if (status == 408 || status == 429 || status >= 500) {
            Optional<Duration> after = answer.headers()
                    .firstValue("Retry-After")
                    .filter(text -> text.matches("[0-9]{1,4}"))
                    .map(text -> Duration.ofSeconds(Long.parseLong(text)));
            return Optional.of(new Delivery.Later(after, "HTTP " + status));
        }
        if (status >= 400) {
            return Optional.of(new Delivery.Closed("HTTP " + status
                    + "; look at sync.photos.url, .bucket and .region, at the key and what it may, and"
                    + " at this terminal's clock"));
        }
        throw new IOException("HTTP " + status + " that is not of S3; is this network behind a login page?");
    }
}
