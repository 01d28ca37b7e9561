/** What all pages are made of: layout, words, forms, the servlet that serves them. Threads: those of the HTTP server. */
@NullMarked
package rollcall.dashboard.page;

import org.jspecify.annotations.NullMarked;
