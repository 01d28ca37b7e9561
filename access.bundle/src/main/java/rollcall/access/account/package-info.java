/** Accounts and their passwords. */
@NullMarked
package rollcall.access.account;

import org.jspecify.annotations.NullMarked;
