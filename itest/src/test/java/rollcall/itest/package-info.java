/** Tests of containers and of the whole terminal, run against the release that the build has just made. */
@NullMarked
package rollcall.itest;

import org.jspecify.annotations.NullMarked;
