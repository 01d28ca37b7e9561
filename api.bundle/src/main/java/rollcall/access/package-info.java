/**
 * Who may ask the terminal for what over HTTP.
 *
 * <p>The access bundle provides {@link rollcall.access.Gate}; the HTTP front asks it about every request before anything else is
 * done with it, from any thread. Without a gate nothing is let in.
 */
@Export
@Version("1.0.0")
@NullMarked
package rollcall.access;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
