/** Accounts, tokens and sessions as other bundles may see and change them. */
@NullMarked
package rollcall.access.people;

import org.jspecify.annotations.NullMarked;
