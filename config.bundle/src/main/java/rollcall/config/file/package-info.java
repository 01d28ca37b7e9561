/**
 * The one configuration file of a terminal, kept in step with Configuration Admin.
 *
 * <p>One thread named {@code config} looks at the file; everything here runs on it, or on the thread that starts the
 * bundle.
 */
@NullMarked
package rollcall.config.file;

import org.jspecify.annotations.NullMarked;
