/**
 * Changing the configuration file from within the terminal.
 *
 * <p>The config bundle provides {@link rollcall.config.ConfigEditor}; pages call it, from any thread.
 */
@Export
@Version("1.0.0")
@NullMarked
package rollcall.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
