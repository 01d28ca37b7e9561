/**
 * Starts Felix from the current generation of an installation and stays underneath it: process lock, admin door, swaps.
 *
 * <p>Not a bundle, and never swapped while it runs. Nothing here knows what the bundles do.
 */
@NullMarked
package rollcall.launcher;

import org.jspecify.annotations.NullMarked;
