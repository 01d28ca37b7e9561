/** Scans as lines of JSON in a file, for terminals that never see a network. */
@NullMarked
package rollcall.sync.file;

import org.jspecify.annotations.NullMarked;
