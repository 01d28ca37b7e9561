/** The files of one installation: its folder, the generations in it, the bundles they name; written so that a power cut leaves them whole. */
@NullMarked
package rollcall.launcher.home;

import org.jspecify.annotations.NullMarked;
