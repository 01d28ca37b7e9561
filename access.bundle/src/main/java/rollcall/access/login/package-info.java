/** The page to sign in, and signing out. */
@NullMarked
package rollcall.access.login;

import org.jspecify.annotations.NullMarked;
