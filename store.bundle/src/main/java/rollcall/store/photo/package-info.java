/** The face photos: files named by their content, in folders of days, each durable before a row points at it. */
@NullMarked
package rollcall.store.photo;

import org.jspecify.annotations.NullMarked;
