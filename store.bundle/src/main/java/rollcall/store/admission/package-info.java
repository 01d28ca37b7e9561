/** What a code means at one moment: a pure function of roster, rules and the last scan that counts. */
@NullMarked
package rollcall.store.admission;

import org.jspecify.annotations.NullMarked;
